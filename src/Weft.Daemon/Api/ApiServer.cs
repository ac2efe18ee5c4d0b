using System.Net.Sockets;
using System.Text.Json;
using Weft.Linux;
using Weft.Model;

namespace Weft.Daemon;

/// <summary>Serves the node's tables on a Unix socket: JSON lines in, JSON lines out. Everything happens on the loop's thread and
/// nothing waits for a client: one that does not read is cut off.</summary>
public sealed class ApiServer : IDisposable
{
    /// <summary>Clients at a time.</summary>
    public const int MaximumClients = 32;

    private const UnixFileMode SocketMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    private readonly EventLoop _loop;
    private readonly IReportSource _source;
    private readonly Socket _listener;
    private readonly string _path;
    private readonly uint _user;
    private readonly List<ApiClient> _clients = [];

    /// <summary>Listens. A socket file that a dead daemon left is replaced; the caller holds the node's lock. Throws
    /// <see cref="SocketException"/> or <see cref="IOException"/> when the path cannot be used.</summary>
    public ApiServer(EventLoop loop, string path, IReportSource source)
    {
        _loop = loop;
        _source = source;
        _path = path;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        File.Delete(path);
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        File.SetUnixFileMode(path, SocketMode);
        _listener.Listen(MaximumClients);
        _user = PeerUser.Of(_listener);
        loop.Add(DescriptorOf(_listener), Interest.Read, _ => Accept());
    }

    /// <summary>Requests that could not be served.</summary>
    public long BadRequests { get; private set; }

    /// <summary>Changes that were refused to those who may only look.</summary>
    public long Denied { get; private set; }

    /// <summary>Clients that were cut off because they did not read.</summary>
    public long SlowClients { get; private set; }

    /// <summary>Sends an event to those who watch.</summary>
    public void Publish(in LoggedEvent item)
    {
        byte[]? line = null;
        for (int i = _clients.Count - 1; i >= 0; i--)
        {
            ApiClient client = _clients[i];
            if (client.IsWatching)
            {
                line ??= Line(_source.ReportOf(item));
                Push(client, line);
            }
        }
    }

    public void Dispose()
    {
        for (int i = _clients.Count - 1; i >= 0; i--)
        {
            Drop(_clients[i]);
        }

        _loop.Remove(DescriptorOf(_listener));
        _listener.Dispose();
        File.Delete(_path);
    }

    internal static int DescriptorOf(Socket socket) => (int)socket.Handle;

    private static byte[] Line(NodeReport report) => [.. JsonSerializer.SerializeToUtf8Bytes(report, ApiJson.Default.NodeReport), (byte)'\n'];

    private void Accept()
    {
        try
        {
            Socket socket = _listener.Accept();
            if (_clients.Count == MaximumClients)
            {
                socket.Dispose();
                return;
            }

            socket.Blocking = false;
            uint user = PeerUser.Of(socket);
            ApiClient client = new(socket, mayChange: user == 0 || user == _user);
            _clients.Add(client);
            _loop.Add(client.Descriptor, Interest.Read, ready => Serve(client, ready));
        }
        catch (SocketException)
        {
            // The client is gone already, or the process is out of descriptors; the next one may have more luck.
        }
    }

    private void Serve(ApiClient client, Interest ready)
    {
        if ((ready & Interest.Write) != 0)
        {
            Flush(client);
        }

        if (client.IsOpen && (ready & (Interest.Read | Interest.HangUp | Interest.Error)) != 0)
        {
            Read(client);
        }
    }

    private void Read(ApiClient client)
    {
        if (!client.Receive())
        {
            Drop(client);
            return;
        }

        while (client.IsOpen && client.TryTakeLine(out ReadOnlyMemory<byte> line))
        {
            Answer(client, line.Span);
        }
    }

    private void Answer(ApiClient client, ReadOnlySpan<byte> line)
    {
        ApiRequest? request = Parse(line);
        if (request is null || !ApiFormat.Tables.Contains(request.Get))
        {
            BadRequests++;
            string known = string.Join(", ", ApiFormat.Tables);
            Refuse(client, request is null ? "a request is a JSON object with a 'get'" : $"there is no table '{request.Get}'; there are {known}");
            return;
        }

        if (request.Do is not null && Change(client, request) is { } refused)
        {
            Refuse(client, refused);
            return;
        }

        Push(client, Line(_source.Report(request)));
        client.IsWatching |= request.Watch && request.Get == ApiFormat.Events;
    }

    /// <summary>Does what is asked for; null, or why not.</summary>
    private string? Change(ApiClient client, ApiRequest request)
    {
        if ((request.Get, request.Do) is not ((ApiFormat.Drain, ApiFormat.DoDrain or ApiFormat.DoUndrain) or (ApiFormat.Hosts, ApiFormat.DoExpect) or (ApiFormat.Ports, ApiFormat.DoOpen)))
        {
            BadRequests++;
            return $"'{request.Do}' cannot be done to '{request.Get}'; to '{ApiFormat.Drain}' there can be {ApiFormat.DoDrain} and {ApiFormat.DoUndrain}, to '{ApiFormat.Hosts}' {ApiFormat.DoExpect}, to '{ApiFormat.Ports}' {ApiFormat.DoOpen}";
        }

        if (!client.MayChange)
        {
            Denied++;
            return "not permitted: root and the user that weftd runs as may change a node, others may look";
        }

        return _source.Change(request);
    }

    private void Refuse(ApiClient client, string error) =>
        Push(client, Line(new NodeReport { Format = ApiFormat.Of(ApiFormat.Error), At = DateTimeOffset.UtcNow, Error = error }));

    private static ApiRequest? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ApiJson.Default.ApiRequest);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Push(ApiClient client, byte[] line)
    {
        if (client.IsOpen && !client.Enqueue(line))
        {
            SlowClients++;
            Drop(client);
            return;
        }

        Flush(client);
    }

    private void Flush(ApiClient client)
    {
        if (!client.IsOpen)
        {
            return;
        }

        if (!client.Send())
        {
            Drop(client);
            return;
        }

        _loop.Change(client.Descriptor, client.HasOutput ? Interest.Read | Interest.Write : Interest.Read);
    }

    private void Drop(ApiClient client)
    {
        if (client.IsOpen)
        {
            _loop.Remove(client.Descriptor);
            client.Dispose();
            _clients.Remove(client);
        }
    }
}
