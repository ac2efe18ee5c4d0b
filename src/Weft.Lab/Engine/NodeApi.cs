using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Weft.Model;

namespace Weft.Lab;

/// <summary>Asks a node's daemon for a table, one question per connection.</summary>
public static class NodeApi
{
    private const int PatienceMilliseconds = 2000;

    /// <summary>The events that a node has kept; none while it does not answer.</summary>
    public static ImmutableArray<EventReport> Events(string socketPath) => Ask(socketPath, ApiFormat.Events)?.Events ?? [];

    /// <summary>One table; null while the node does not answer.</summary>
    public static NodeReport? Ask(string socketPath, string table) => Ask(socketPath, new ApiRequest { Get = table });

    /// <summary>The answer to a request; null while the node does not answer.</summary>
    public static NodeReport? Ask(string socketPath, ApiRequest request)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            ReceiveTimeout = PatienceMilliseconds,
            SendTimeout = PatienceMilliseconds,
        };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(socketPath));
            socket.Send([.. JsonSerializer.SerializeToUtf8Bytes(request, ApiJson.Default.ApiRequest), (byte)'\n']);
            using StreamReader reader = new(new NetworkStream(socket), Encoding.UTF8);
            return reader.ReadLine() is string line ? JsonSerializer.Deserialize(line, ApiJson.Default.NodeReport) : null;
        }
        catch (Exception fault) when (fault is SocketException or IOException or JsonException)
        {
            return null;
        }
    }
}
