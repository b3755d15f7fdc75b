namespace Furrow.Data;

/// <summary>Takes the parts of ISO 8601 dates and times from the front of a text.</summary>
internal ref struct TimeScanner(ReadOnlySpan<char> text)
{
    public const long MicrosPerSecond = 1_000_000;
    public const long MicrosPerDay = 86_400 * MicrosPerSecond;

    private const int FractionDigitsMax = 6;
    private const int OffsetHoursMax = 15;

    private ReadOnlySpan<char> _rest = text;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary><c>2026-01-05</c>: the year as it is written, before any BC.</summary>
    public bool TakeDate(out int year, out int month, out int day)
    {
        month = day = 0;
        return TakeDigits(4, 7, out year)
            && Take('-') && TakeDigits(2, 2, out month)
            && Take('-') && TakeDigits(2, 2, out day);
    }

    /// <summary><c>07:30</c>, <c>07:30:00</c>, <c>07:30:00.123456</c>; <c>24:00</c> is the end of the day.</summary>
    public bool TakeClock(out long micros)
    {
        micros = 0;
        if (!TakeDigits(2, 2, out int hours) || !Take(':') || !TakeDigits(2, 2, out int minutes))
        {
            return false;
        }

        int seconds = 0;
        long fraction = 0;
        if (Take(':') && (!TakeDigits(2, 2, out seconds) || !TakeFraction(out fraction)))
        {
            return false;
        }

        micros = (((((hours * 60L) + minutes) * 60) + seconds) * MicrosPerSecond) + fraction;
        return minutes < 60 && seconds < 60 && micros <= MicrosPerDay;
    }

    /// <summary><c>Z</c>, <c>+02</c>, <c>+0200</c>, <c>-05:30</c>; null where there is none.</summary>
    public bool TakeOffset(out long? offsetMicros)
    {
        offsetMicros = null;
        if (Take('Z') || Take('z'))
        {
            offsetMicros = 0;
            return true;
        }

        bool isWest = _rest is ['-', ..];
        if (!Take('+') && !Take('-'))
        {
            return true;
        }

        int minutes = 0;
        int seconds = 0;
        if (!TakeDigits(2, 2, out int hours))
        {
            return false;
        }

        bool hasColon = Take(':');
        if ((hasColon || _rest is [>= '0' and <= '9', ..]) && !TakeDigits(2, 2, out minutes))
        {
            return false;
        }

        if (hasColon && Take(':') && !TakeDigits(2, 2, out seconds))
        {
            return false;
        }

        long total = (((hours * 60L) + minutes) * 60) + seconds;
        offsetMicros = (isWest ? -total : total) * MicrosPerSecond;
        return hours <= OffsetHoursMax && minutes < 60 && seconds < 60;
    }

    /// <summary><c>BC</c> after a blank, as PostgreSQL writes it.</summary>
    public bool TakeBc()
    {
        if (!_rest.Equals(" BC", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        _rest = [];
        return true;
    }

    public bool Take(char expected)
    {
        if (_rest.IsEmpty || _rest[0] != expected)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    /// <summary>Whether there is a digit that far ahead.</summary>
    public readonly bool IsDigitNext(int distance) => _rest.Length > distance && char.IsAsciiDigit(_rest[distance]);

    // Digits beyond the sixth may be zeros: dropping them loses nothing.
    private bool TakeFraction(out long micros)
    {
        micros = 0;
        if (!Take('.'))
        {
            return true;
        }

        int length = _rest.IndexOfAnyExceptInRange('0', '9');
        length = length < 0 ? _rest.Length : length;
        for (int i = 0; i < Math.Max(length, FractionDigitsMax); i++)
        {
            int digit = i < length ? _rest[i] - '0' : 0;
            if (i < FractionDigitsMax)
            {
                micros = (micros * 10) + digit;
            }
            else if (digit != 0)
            {
                return false;
            }
        }

        _rest = _rest[length..];
        return length > 0;
    }

    private bool TakeDigits(int lengthMin, int lengthMax, out int number)
    {
        number = 0;
        int length = 0;
        while (length < lengthMax && length < _rest.Length && char.IsAsciiDigit(_rest[length]))
        {
            number = (number * 10) + (_rest[length] - '0');
            length++;
        }

        _rest = _rest[length..];
        return length >= lengthMin;
    }
}
