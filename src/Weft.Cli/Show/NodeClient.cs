using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Weft.Model;

namespace Weft.Cli;

/// <summary>A connection to a node's API.</summary>
internal sealed class NodeClient : IDisposable
{
    private readonly Socket _socket;
    private readonly StreamReader _reader;

    private NodeClient(Socket socket)
    {
        _socket = socket;
        _reader = new StreamReader(new NetworkStream(socket), Encoding.UTF8);
    }

    /// <summary>Connects. Throws <see cref="SocketException"/> when nobody listens.</summary>
    public static NodeClient Connect(string path, TimeSpan patience)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            ReceiveTimeout = (int)patience.TotalMilliseconds,
            SendTimeout = (int)patience.TotalMilliseconds,
        };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return new NodeClient(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Asks for one table. Throws <see cref="IOException"/> when the node does not answer in time, or not in its language.</summary>
    public NodeReport Ask(ApiRequest request)
    {
        _socket.Send([.. JsonSerializer.SerializeToUtf8Bytes(request, ApiJson.Default.ApiRequest), (byte)'\n']);
        return Next() ?? throw new IOException("the node hung up");
    }

    /// <summary>The next report of a watched table; null when the node hung up.</summary>
    public NodeReport? Next()
    {
        if (_reader.ReadLine() is not { } line)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(line, ApiJson.Default.NodeReport);
        }
        catch (JsonException exception)
        {
            throw new IOException($"the node's answer is not understood: {exception.Message}", exception);
        }
    }

    /// <summary>From now on waits for as long as nothing happens.</summary>
    public void WaitForever() => _socket.ReceiveTimeout = 0;

    public void Dispose()
    {
        _reader.Dispose();
        _socket.Dispose();
    }
}
