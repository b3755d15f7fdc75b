namespace Furrow.Postgres.ClientTools;

/// <summary>The environment that a client program is given: no secret is among it.</summary>
internal static class ToolSurroundings
{
    // What it needs: where its libraries, certificates and tickets are. All else is none of its business.
    private static readonly string[] Kept =
    [
        "PATH", "HOME", "USER", "LOGNAME", "LD_LIBRARY_PATH", "TMPDIR", "TEMP", "TMP", "SystemRoot", "APPDATA",
        "USERPROFILE", "KRB5CCNAME", "KRB5_CONFIG", "SSL_CERT_FILE", "SSL_CERT_DIR", "OPENSSL_CONF",
    ];

    /// <summary>Takes everything else out.</summary>
    public static void Limit(IDictionary<string, string?> variables)
    {
        foreach (string name in variables.Keys.Except(Kept, StringComparer.OrdinalIgnoreCase).ToList())
        {
            variables.Remove(name);
        }

        // Its messages are read for what they mean.
        variables["LC_ALL"] = "C";
    }
}
