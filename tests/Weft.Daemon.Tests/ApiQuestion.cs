using System.Net.Sockets;
using System.Text.Json;
using Weft.Model;

namespace Weft.Daemon.Tests;

/// <summary>Asks a daemon's API as a client does.</summary>
internal static class ApiQuestion
{
    /// <summary>The answer. Throws <see cref="SocketException"/> when nobody listens.</summary>
    public static NodeReport Ask(string path, ApiRequest request)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 20_000 };
        socket.Connect(new UnixDomainSocketEndPoint(path));
        socket.Send([.. JsonSerializer.SerializeToUtf8Bytes(request, ApiJson.Default.ApiRequest), (byte)'\n']);
        using StreamReader reader = new(new NetworkStream(socket));
        return JsonSerializer.Deserialize(reader.ReadLine()!, ApiJson.Default.NodeReport)!;
    }
}
