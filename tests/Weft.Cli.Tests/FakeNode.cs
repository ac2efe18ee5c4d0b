using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Weft.Model;

namespace Weft.Cli.Tests;

/// <summary>A node's API that answers with what the test gives it.</summary>
internal sealed class FakeNode : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Func<ApiRequest, IEnumerable<NodeReport>> _answer;

    public FakeNode(string path, Func<ApiRequest, IEnumerable<NodeReport>> answer)
    {
        _answer = answer;
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        Thread thread = new(Serve) { IsBackground = true };
        thread.Start();
    }

    public void Dispose() => _listener.Dispose();

    private void Serve()
    {
        try
        {
            while (true)
            {
                using Socket client = _listener.Accept();
                using StreamReader reader = new(new NetworkStream(client), Encoding.UTF8);
                ApiRequest request = JsonSerializer.Deserialize(reader.ReadLine()!, ApiJson.Default.ApiRequest)!;
                foreach (NodeReport report in _answer(request))
                {
                    client.Send([.. JsonSerializer.SerializeToUtf8Bytes(report, ApiJson.Default.NodeReport), (byte)'\n']);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
