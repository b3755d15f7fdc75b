using Furrow.Schema;

namespace Furrow.Sqlite.Catalog;

/// <summary>
/// Reads the CREATE TABLE statement that SQLite keeps, after its grammar (parse.y): deferrability, checks, names of
/// constraints, collations and generated columns' expressions are stored nowhere else. The text is one that SQLite
/// accepted, so whatever is not looked for is stepped over.
/// </summary>
internal sealed class CreateTableParser
{
    private readonly TokenCursor _cursor;
    private readonly TableDefinition _table = new();
    private string? _constraintName;

    private CreateTableParser(string sql) => _cursor = new TokenCursor(sql);

    public static TableDefinition Parse(string sql)
    {
        CreateTableParser parser = new(sql);
        parser.ReadTable();
        return parser._table;
    }

    private void ReadTable()
    {
        while (!_cursor.AtEnd && !_cursor.Current.IsSymbol('('))
        {
            _cursor.Take();
        }

        _cursor.TakeSymbol('(');
        while (!_cursor.AtEnd && !_cursor.TakeSymbol(')'))
        {
            if (StartsTableConstraint(_cursor.Current))
            {
                ReadTableConstraint();
            }
            else if (_cursor.Current.IsName)
            {
                ReadColumn();
            }
            else
            {
                _cursor.Take();
            }
        }

        while (!_cursor.AtEnd)
        {
            _table.IsWithoutRowId |= _cursor.TakeWords("WITHOUT", "ROWID");
            _cursor.Take();
        }
    }

    private void ReadColumn()
    {
        ColumnDefinition column = new(_cursor.Take().Value);
        _table.Columns.Add(column);
        _constraintName = null;
        while (!_cursor.AtEnd && !_cursor.Current.IsSymbol(')') && !_cursor.TakeSymbol(','))
        {
            ReadColumnConstraint(column);
        }
    }

    private void ReadColumnConstraint(ColumnDefinition column)
    {
        if (_cursor.TakeWord("CONSTRAINT"))
        {
            _constraintName = _cursor.Take().Value;
        }
        else if (_cursor.TakeWords("PRIMARY", "KEY"))
        {
            _table.PrimaryKeyName = TakeName();
        }
        else if (_cursor.TakeWord("UNIQUE"))
        {
            _table.Uniques.Add(new UniqueDefinition(TakeName(), [column.Name]));
        }
        else if (_cursor.TakeWord("CHECK"))
        {
            _table.Checks.Add(new CheckDefinition(TakeName(), column.Name, _cursor.TakeGroup()));
        }
        else if (_cursor.TakeWord("REFERENCES"))
        {
            ReadReferences([column.Name]);
        }
        else if (_cursor.TakeWord("COLLATE"))
        {
            TakeName();
            column.Collation = _cursor.Take().Value;
        }
        else if (_cursor.TakeWord("AS"))
        {
            column.GeneratedExpression = _cursor.TakeGroup();
        }
        else if (_cursor.TakeWord("DEFAULT"))
        {
            TakeName();
            SkipDefault();
        }
        else
        {
            ReadDeferrabilityOrSkip();
        }
    }

    private void ReadTableConstraint()
    {
        if (_cursor.TakeWord("CONSTRAINT"))
        {
            _constraintName = _cursor.Take().Value;
        }
        else if (_cursor.TakeWords("PRIMARY", "KEY"))
        {
            _table.PrimaryKeyName = TakeName();
        }
        else if (_cursor.TakeWord("UNIQUE"))
        {
            _table.Uniques.Add(new UniqueDefinition(TakeName(), _cursor.TakeNames()));
        }
        else if (_cursor.TakeWord("CHECK"))
        {
            _table.Checks.Add(new CheckDefinition(TakeName(), Column: null, _cursor.TakeGroup()));
        }
        else
        {
            _cursor.TakeWords("FOREIGN", "KEY");
            List<string> columns = _cursor.TakeNames();
            _cursor.TakeWord("REFERENCES");
            ReadReferences(columns);
        }

        SkipToNextTableConstraint();
    }

    private void SkipToNextTableConstraint()
    {
        while (!_cursor.AtEnd && !_cursor.Current.IsSymbol(')') && !StartsTableConstraint(_cursor.Current)
            && !_cursor.TakeSymbol(','))
        {
            ReadDeferrabilityOrSkip();
        }
    }

    private void ReadReferences(List<string> columns)
    {
        _table.ForeignKeys.Add(new ForeignKeyDefinition(TakeName(), columns));
        _cursor.Take();
        if (_cursor.Current.IsSymbol('('))
        {
            _cursor.TakeGroup();
        }
    }

    // MATCH and ON may come in any order, and the deferrability after them; SQLite gives it to the last foreign key
    // read. NOT DEFERRABLE INITIALLY DEFERRED is immediate, whatever it says (https://sqlite.org/foreignkeys.html,
    // 4.2).
    private void ReadDeferrabilityOrSkip()
    {
        if (_cursor.TakeWords("NOT", "DEFERRABLE"))
        {
            SetDeferrability(Deferrability.NotDeferrable);
            TakeInitiallyDeferred();
        }
        else if (_cursor.TakeWord("DEFERRABLE"))
        {
            SetDeferrability(
                TakeInitiallyDeferred() ? Deferrability.InitiallyDeferred : Deferrability.InitiallyImmediate);
        }
        else if (_cursor.TakeWord("NULL"))
        {
            // NOT NULL has no name of its own in the catalog, and must not pass its name on to what follows.
            TakeName();
        }
        else if (_cursor.TakeWord("ON"))
        {
            SkipConflictOrAction();
        }
        else if (_cursor.Current.IsSymbol('('))
        {
            _cursor.TakeGroup();
        }
        else
        {
            _cursor.Take();
        }
    }

    // ON CONFLICT x, ON DELETE x, ON UPDATE SET DEFAULT: the last holds a word that would otherwise begin a default.
    private void SkipConflictOrAction()
    {
        _cursor.Take();
        if (_cursor.TakeWord("SET") || _cursor.TakeWord("NO"))
        {
            _cursor.Take();
            return;
        }

        _cursor.Take();
    }

    private bool TakeInitiallyDeferred()
    {
        if (_cursor.TakeWords("INITIALLY", "DEFERRED"))
        {
            return true;
        }

        _cursor.TakeWords("INITIALLY", "IMMEDIATE");
        return false;
    }

    private void SetDeferrability(Deferrability deferrability)
    {
        if (_table.ForeignKeys.Count > 0)
        {
            _table.ForeignKeys[^1].Deferrability = deferrability;
        }
    }

    private void SkipDefault()
    {
        if (_cursor.Current.IsSymbol('('))
        {
            _cursor.TakeGroup();
            return;
        }

        if (_cursor.Current.IsSymbol('-') || _cursor.Current.IsSymbol('+'))
        {
            _cursor.Take();
        }

        _cursor.Take();
    }

    private string? TakeName()
    {
        string? name = _constraintName;
        _constraintName = null;
        return name;
    }

    private static bool StartsTableConstraint(SqlToken token) =>
        token.Kind == SqlTokenKind.Word
        && (token.IsWord("CONSTRAINT") || token.IsWord("PRIMARY") || token.IsWord("UNIQUE") || token.IsWord("CHECK")
            || token.IsWord("FOREIGN"));
}
