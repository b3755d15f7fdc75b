using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Furrow.Sqlite.Transfer;

/// <summary>
/// Floating-point numbers as literals that are read back bit by bit. Until version 3.43 SQLite reads about one decimal
/// in some thousands as the next number beside it; so each is tried, and what does not come back is written as an
/// integer times powers of two, which every version computes exactly.
/// </summary>
internal sealed class RealLiteral : IDisposable
{
    private const int MantissaBits = 52;
    private const int ExponentMask = 0x7FF;
    private const int ExponentBias = 1075;

    // Two to the power of 30.
    private const string Factor = "1073741824.0";
    private const int FactorBits = 30;

    private readonly sqlite3_stmt _reading;

    public RealLiteral(SqliteConnection connection) =>
        SqliteException.ThrowExceptionForRC(
            sqlite3_prepare_v2(connection.Handle, "SELECT CAST(?1 AS REAL)", out _reading), connection.Handle);

    public string Of(double number)
    {
        // What is beyond every number is read as infinity.
        if (double.IsInfinity(number))
        {
            return number > 0 ? "9e999" : "-9e999";
        }

        // An integer's digits alone would be an integer.
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        text = text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
        return BitConverter.DoubleToInt64Bits(Read(text)) == BitConverter.DoubleToInt64Bits(number)
            ? text
            : Product(number);
    }

    public void Dispose() => _reading.Dispose();

    private double Read(string text)
    {
        sqlite3_bind_text(_reading, 1, text);
        sqlite3_step(_reading);
        double read = sqlite3_column_double(_reading, 0);
        sqlite3_reset(_reading);
        return read;
    }

    // IEEE 754, binary64: the number is mantissa · 2^power.
    private static string Product(double number)
    {
        long bits = BitConverter.DoubleToInt64Bits(number);
        int exponent = (int)(bits >> MantissaBits) & ExponentMask;
        long mantissa = bits & ((1L << MantissaBits) - 1);
        mantissa |= exponent == 0 ? 0 : 1L << MantissaBits;
        int power = Math.Max(exponent, 1) - ExponentBias;
        StringBuilder product = new();
        product.Append(CultureInfo.InvariantCulture, $"({(bits < 0 ? "-" : "")}1.0 * {mantissa}");
        string step = power < 0 ? " / " : " * ";
        for (int left = Math.Abs(power); left > 0; left -= FactorBits)
        {
            product.Append(step);
            if (left >= FactorBits)
            {
                product.Append(Factor);
            }
            else
            {
                product.Append(CultureInfo.InvariantCulture, $"{1L << left}.0");
            }
        }

        return product.Append(')').ToString();
    }
}
