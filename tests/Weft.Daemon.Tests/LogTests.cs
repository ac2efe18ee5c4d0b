using System.Text.Json;
using Weft.Model;

namespace Weft.Daemon.Tests;

public sealed class LogTests : IDisposable
{
    private readonly StringWriter _output = new();

    private string[] Lines => _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void One_event_is_one_line_whatever_it_holds()
    {
        DaemonLog log = new(_output, LogLevel.Information, json: false, "leaf1");
        log.Write(LogLevel.Warning, "odd", "first\nsecond\e[31m");
        Assert.Single(Lines);
        Assert.EndsWith("warning     leaf1 odd: first?second?[31m", Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Json_lines_parse()
    {
        DaemonLog log = new(_output, LogLevel.Information, json: true, "leaf1");
        log.Write(LogLevel.Alarm, "odd", "a \"quoted\"\nline");
        using JsonDocument line = JsonDocument.Parse(Assert.Single(Lines));
        Assert.Equal("alarm", line.RootElement.GetProperty("level").GetString());
        Assert.Equal("a \"quoted\"\nline", line.RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public void Less_important_lines_are_left_out()
    {
        DaemonLog log = new(_output, LogLevel.Warning, json: false, "leaf1");
        log.Write(LogLevel.Information, "usual", "nothing");
        log.Write(LogLevel.Warning, "odd", "something");
        Assert.Single(Lines);
    }

    [Fact]
    public void A_flood_is_cut_but_never_an_alarm()
    {
        DaemonLog log = new(_output, LogLevel.Information, json: false, "leaf1");
        for (int i = 0; i < 10 * DaemonLog.LinesPerSecond; i++)
        {
            log.Write(LogLevel.Information, "flood", "x");
        }

        log.Write(LogLevel.Alarm, "duplicate", "10.1.0.11");
        Assert.InRange(Lines.Length, DaemonLog.LinesPerSecond, 3 * DaemonLog.LinesPerSecond);
        Assert.Contains("duplicate", Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_oldest_events_make_room_and_the_gap_can_be_told()
    {
        EventLog events = new(4);
        for (int i = 1; i <= 6; i++)
        {
            Assert.Equal(i, events.Add(Instant.Zero, new TestEvent($"{i}")).Sequence);
        }

        Assert.Equal(6, events.Last);
        Assert.Equal(3, events.First);
        Assert.Equal(["3", "4", "5", "6"], events.After(0).Select(item => item.Event.Subject));
        Assert.Equal(["6"], events.After(5).Select(item => item.Event.Subject));
        Assert.Empty(events.After(6));
    }

    public void Dispose() => _output.Dispose();

    internal sealed record TestEvent(string Name) : NodeEvent
    {
        public override string Kind => "test";

        public override string Subject => Name;

        public override string Text => $"event {Name}";
    }
}
