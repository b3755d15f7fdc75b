using System.Net.Sockets;
using System.Security.Authentication;
using Furrow.Errors;
using Npgsql;

namespace Furrow.Postgres.Connecting;

/// <summary>Tells "not up yet" from "no", by what the driver threw while connecting.</summary>
internal static class ConnectFaults
{
    private const string WaitHint =
        "Start the server, check host and port in the database URL, or give it longer with --wait.";

    public static ConnectFault Of(Exception exception, ConnectTarget target, string database)
    {
        List<Exception> chain = [.. Unfold(exception)];
        if (chain.OfType<PostgresException>().FirstOrDefault() is { } answer)
        {
            return ServerFaults.Of(answer, target, database);
        }

        if (chain.OfType<SocketException>().FirstOrDefault() is { } socket)
        {
            return Waiting(SocketReason(socket));
        }

        if (chain.OfType<AuthenticationException>().Any())
        {
            return new ConnectFault(
                ErrorCode.DatabaseUnreachable,
                $"The encrypted connection to {target.Address} could not be set up: its certificate was not accepted",
                "Check sslmode and the root certificate (sslrootcert) in the database URL.");
        }

        if (chain.OfType<TimeoutException>().Any() || chain.OfType<OperationCanceledException>().Any())
        {
            return Waiting("no answer");
        }

        if (chain.OfType<IOException>().Any())
        {
            return Waiting("the connection was closed during the handshake");
        }

        return FromDriver(exception, target);
    }

    private static ConnectFault FromDriver(Exception exception, ConnectTarget target)
    {
        if (exception.Message.StartsWith("No password", StringComparison.Ordinal))
        {
            return new ConnectFault(
                ErrorCode.DatabaseAuthentication,
                $"The server at {target.Address} wants a password for user \"{target.User}\" and none was given",
                "Put the password into the database URL, PGPASSWORD or a password file (PGPASSFILE).");
        }

        if (exception.Message.StartsWith("SSL connection requested", StringComparison.Ordinal))
        {
            return new ConnectFault(
                ErrorCode.DatabaseUnreachable,
                $"The server at {target.Address} does not offer the encrypted connection that sslmode asks for",
                "Use sslmode=prefer, or switch on ssl in the server.");
        }

        return new ConnectFault(
            ErrorCode.DatabaseUnreachable,
            $"The connection to {target.Address} failed: {target.Redact(exception.Message).TrimEnd('.')}",
            WaitHint);
    }

    private static ConnectFault Waiting(string reason) =>
        new(ErrorCode.DatabaseUnreachable, reason, WaitHint) { IsNotUpYet = true };

    private static string SocketReason(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery =>
            "the host name is not known",
        SocketError.TimedOut => "no answer",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown =>
            "there is no route to the host",
        SocketError.ConnectionReset or SocketError.ConnectionAborted =>
            "the connection was closed during the handshake",
        SocketError.AddressNotAvailable => "the socket is not there",
        SocketError.AccessDenied => "access to the socket was denied",
        SocketError other => $"network error {other}",
    };

    private static IEnumerable<Exception> Unfold(Exception exception)
    {
        yield return exception;
        IEnumerable<Exception> inner = exception is AggregateException several
            ? several.InnerExceptions
            : exception.InnerException is { } one ? [one] : [];
        foreach (Exception found in inner.SelectMany(Unfold))
        {
            yield return found;
        }
    }
}
