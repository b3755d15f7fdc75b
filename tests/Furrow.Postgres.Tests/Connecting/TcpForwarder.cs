using System.Net;
using System.Net.Sockets;

namespace Furrow.Postgres.Tests.Connecting;

/// <summary>A port that passes everything on to a server, or closes every connection where there is none.</summary>
internal sealed class TcpForwarder : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly DnsEndPoint? _target;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TcpClient> _clients = [];
    private readonly Task _loop;

    private TcpForwarder(TcpListener listener, DnsEndPoint? target)
    {
        _listener = listener;
        _target = target;
        _loop = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static TcpForwarder Start(int port, DnsEndPoint? target)
    {
        TcpListener listener = new(IPAddress.Loopback, port);
        listener.Start();
        return new TcpForwarder(listener, target);
    }

    /// <summary>Cuts every connection that goes through, as a network does.</summary>
    public void Cut()
    {
        lock (_clients)
        {
            foreach (TcpClient client in _clients)
            {
                client.Client?.Close(0);
            }

            _clients.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient inner = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (_target is null)
                {
                    inner.Dispose();
                    continue;
                }

                TcpClient outer = new();
                await outer.ConnectAsync(_target.Host, _target.Port, _stop.Token);
                lock (_clients)
                {
                    _clients.Add(inner);
                    _clients.Add(outer);
                }

                _ = PumpAsync(inner, outer);
                _ = PumpAsync(outer, inner);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // Stopped.
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or SocketException
            or InvalidOperationException)
        {
            // One side is gone, and then so is the other.
        }

        from.Dispose();
        to.Dispose();
    }
}
