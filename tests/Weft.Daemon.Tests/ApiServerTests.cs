using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Weft.Linux;
using Weft.Model;

namespace Weft.Daemon.Tests;

public sealed class ApiServerTests : IDisposable, IReportSource
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weft-api-").FullName;
    private readonly EventLoop _loop = new();
    private readonly ApiServer _server;
    private readonly List<Socket> _clients = [];
    private readonly List<string> _changes = [];
    private string? _refusal;
    private int _rows = 1;

    public ApiServerTests() => _server = new ApiServer(_loop, SocketPath, this);

    private string SocketPath => Path.Combine(_folder, "leaf1.sock");

    [Fact]
    public void A_request_is_answered_with_one_line()
    {
        Socket client = Connect();
        Send(client, """{"get":"counters"}""" + "\n");
        NodeReport report = Read(client);
        Assert.Equal("weft.counters/1", report.Format);
        Assert.Equal(_rows, report.Counters!.Value.Length);
    }

    [Fact]
    public void Requests_may_come_in_pieces_and_several_at_once()
    {
        Socket client = Connect();
        Send(client, """{"get":"cou""");
        _loop.Wait(Soon);
        Send(client, """nters"}""" + "\n" + """{"get":"hosts"}""" + "\n");
        Assert.Equal("weft.counters/1", Read(client).Format);
        Assert.Equal("weft.hosts/1", Read(client).Format);
    }

    [Theory]
    [InlineData("""{"get":"passwords"}""", "there is no table 'passwords'")]
    [InlineData("hello", "a request is a JSON object with a 'get'")]
    [InlineData("{}", "a request is a JSON object with a 'get'")]
    [InlineData("null", "a request is a JSON object with a 'get'")]
    public void What_is_not_understood_is_answered_and_counted(string request, string error)
    {
        Socket client = Connect();
        Send(client, request + "\n");
        NodeReport report = Read(client);
        Assert.Equal("weft.error/1", report.Format);
        Assert.StartsWith(error, report.Error, StringComparison.Ordinal);
        Assert.Equal(1, _server.BadRequests);
    }

    [Fact]
    public void A_change_is_made_before_the_table_is_read_and_a_reason_against_it_is_told()
    {
        Socket client = Connect();
        Send(client, """{"get":"drain","do":"drain"}""" + "\n");
        Assert.Equal("weft.drain/1", Read(client).Format);
        _refusal = "no room";
        Send(client, """{"get":"drain","do":"undrain"}""" + "\n");
        Assert.Equal("no room", Read(client).Error);
        Assert.Equal(["drain", "undrain"], _changes);
    }

    [Theory]
    [InlineData("""{"get":"hosts","do":"drain"}""")]
    [InlineData("""{"get":"drain","do":"reboot"}""")]
    public void What_cannot_be_done_is_refused_and_counted(string request)
    {
        Socket client = Connect();
        Send(client, request + "\n");
        Assert.Contains("cannot be done to", Read(client).Error, StringComparison.Ordinal);
        Assert.Equal(1, _server.BadRequests);
        Assert.Empty(_changes);
    }

    [Fact]
    public void Whom_the_sockets_group_lets_in_may_look_and_not_change()
    {
        const string Ask = """
            use IO::Socket::UNIX;
            my $s = IO::Socket::UNIX->new(Peer => shift) or die "no socket: $!";
            foreach my $r (@ARGV) { print $s "$r\n"; $s->flush; print scalar <$s>; }
            """;
        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        string[] asNobody = ["--reuid=58321", "--regid=0", "--clear-groups", "--inh-caps=-all"];
        using Process client = Process.Start(new ProcessStartInfo(
            "setpriv", [.. asNobody, "perl", "-e", Ask, SocketPath, """{"get":"drain","do":"drain"}""", """{"get":"hosts"}"""])
        {
            RedirectStandardOutput = true,
        })!;
        while (!client.HasExited)
        {
            _loop.Wait(MonotonicClock.Now + TimeSpan.FromMilliseconds(20));
        }

        NodeReport[] reports = [.. client.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize(line, ApiJson.Default.NodeReport)!)];
        Assert.StartsWith("not permitted", reports[0].Error, StringComparison.Ordinal);
        Assert.Equal("weft.hosts/1", reports[1].Format);
        Assert.Empty(_changes);
        Assert.Equal(1, _server.Denied);
    }

    [Fact]
    public void A_client_that_watches_gets_what_is_kept_and_then_each_event()
    {
        Socket watcher = Connect();
        Socket other = Connect();
        Send(watcher, """{"get":"events","watch":true}""" + "\n");
        Send(other, """{"get":"hosts"}""" + "\n");
        Assert.Equal(0, Read(watcher).Sequence);
        Assert.Equal("weft.hosts/1", Read(other).Format);
        _server.Publish(new LoggedEvent(1, Instant.Zero, new LogTests.TestEvent("one")));
        _server.Publish(new LoggedEvent(2, Instant.Zero, new LogTests.TestEvent("two")));
        Assert.Equal([1L, 2L], new[] { Read(watcher).Sequence, Read(watcher).Sequence });
        Assert.Equal(0, other.Available);
    }

    [Fact]
    public void A_client_that_does_not_read_is_cut_off()
    {
        Socket client = Connect();
        Send(client, """{"get":"events","watch":true}""" + "\n");
        Read(client);
        string text = new('x', 10_000);
        for (int i = 0; i < 2_000 && _server.SlowClients == 0; i++)
        {
            _server.Publish(new LoggedEvent(i, Instant.Zero, new LogTests.TestEvent(text)));
        }

        Assert.Equal(1, _server.SlowClients);
    }

    [Fact]
    public void A_long_answer_arrives_whole()
    {
        _rows = 100_000;
        Socket client = Connect();
        Send(client, """{"get":"counters"}""" + "\n");
        Assert.Equal(_rows, Read(client).Counters!.Value.Length);
    }

    [Fact]
    public void A_line_without_end_is_hung_up_on()
    {
        Socket client = Connect();
        Send(client, new string('x', 2 * ApiClient.MaximumRequest));
        for (int i = 0; i < 3; i++)
        {
            _loop.Wait(Instant.Zero);
        }

        client.ReceiveTimeout = 5_000;
        Assert.True(IsHungUp(client));
    }

    [Fact]
    public void The_socket_is_not_for_everybody_and_goes_with_the_daemon()
    {
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, File.GetUnixFileMode(SocketPath));
        _server.Dispose();
        Assert.False(File.Exists(SocketPath));
    }

    [Fact]
    public void A_dead_daemons_socket_is_replaced()
    {
        using EventLoop loop = new();
        using ApiServer next = new(loop, SocketPath, this);
        using Socket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(SocketPath));
        Assert.Equal(1, loop.Wait(Soon));
    }

    [Fact]
    public void There_is_a_limit_of_clients()
    {
        for (int i = 0; i < ApiServer.MaximumClients; i++)
        {
            Connect();
        }

        Socket tooMany = Connect();
        tooMany.ReceiveTimeout = 5_000;
        Assert.True(IsHungUp(tooMany));
    }

    NodeReport IReportSource.Report(ApiRequest request) => new()
    {
        Format = ApiFormat.Of(request.Get),
        At = DateTimeOffset.UnixEpoch,
        Sequence = request.After,
        Counters = request.Get == ApiFormat.Counters ? [.. Enumerable.Range(0, _rows).Select(i => new CounterReport("leaf1", "test", $"row{i}", i))] : null,
    };

    string? IReportSource.Change(ApiRequest request)
    {
        _changes.Add(request.Do!);
        return _refusal;
    }

    NodeReport IReportSource.ReportOf(in LoggedEvent item) => new()
    {
        Format = ApiFormat.Of(ApiFormat.Events),
        At = DateTimeOffset.UnixEpoch,
        Sequence = item.Sequence,
        Error = item.Event.Text,
    };

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        _server.Dispose();
        _loop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static Instant Soon => MonotonicClock.Now + TimeSpan.FromSeconds(30);

    private static void Send(Socket client, string text) => client.Send(Encoding.UTF8.GetBytes(text));

    private static bool IsHungUp(Socket client)
    {
        try
        {
            return client.Receive(new byte[16]) == 0;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.ConnectionReset;
        }
    }

    private Socket Connect()
    {
        Socket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _clients.Add(client);
        client.Connect(new UnixDomainSocketEndPoint(SocketPath));
        _loop.Wait(Soon);
        return client;
    }

    private NodeReport Read(Socket client)
    {
        // What comes behind the line stays in the socket: peek first.
        List<byte> line = [];
        byte[] buffer = new byte[1 << 16];
        while (true)
        {
            while (client.Available == 0)
            {
                _loop.Wait(Soon);
            }

            int seen = client.Receive(buffer, SocketFlags.Peek);
            int end = buffer.AsSpan(0, seen).IndexOf((byte)'\n');
            int count = client.Receive(buffer, end < 0 ? seen : end + 1, SocketFlags.None);
            line.AddRange(buffer.AsSpan(0, count));
            if (end >= 0)
            {
                return JsonSerializer.Deserialize(line.ToArray(), ApiJson.Default.NodeReport)!;
            }
        }
    }
}
