using System.Globalization;
using System.Text;
using System.Text.Json;
using Weft.Linux;
using Weft.Model;

namespace Weft.Daemon;

/// <summary>Logs one line an event. More than a burst of lines in one second are counted instead of written; alarms always are.</summary>
public sealed class DaemonLog
{
    /// <summary>Lines in one second.</summary>
    public const int LinesPerSecond = 200;

    private readonly TextWriter _writer;
    private readonly LogLevel _level;
    private readonly bool _json;
    private readonly string _node;
    private Instant _secondEnds;
    private int _written;
    private long _suppressed;

    public DaemonLog(TextWriter writer, LogLevel level, bool json, string node)
    {
        _writer = writer;
        _level = level;
        _json = json;
        _node = node;
    }

    /// <summary>Logs an event of the node.</summary>
    public void Write(NodeEvent nodeEvent) => Write(LevelOf(nodeEvent.Severity), nodeEvent.Kind, nodeEvent.Subject, nodeEvent.Text);

    /// <summary>Logs something of the daemon itself.</summary>
    public void Write(LogLevel level, string kind, string text) => Write(level, kind, _node, text);

    public static LogLevel LevelOf(EventSeverity severity) => severity switch
    {
        EventSeverity.Alarm => LogLevel.Alarm,
        EventSeverity.Warning => LogLevel.Warning,
        _ => LogLevel.Information,
    };

    private void Write(LogLevel level, string kind, string subject, string text)
    {
        if (level < _level)
        {
            return;
        }

        Instant now = MonotonicClock.Now;
        if (now >= _secondEnds)
        {
            long suppressed = _suppressed;
            _secondEnds = now + TimeSpan.FromSeconds(1);
            _written = 0;
            _suppressed = 0;
            if (suppressed > 0)
            {
                WriteLine(LogLevel.Warning, "log-suppressed", _node, $"{suppressed} lines were not written");
            }
        }

        if (_written >= LinesPerSecond && level < LogLevel.Alarm)
        {
            _suppressed++;
            return;
        }

        _written++;
        WriteLine(level, kind, subject, text);
    }

    private void WriteLine(LogLevel level, string kind, string subject, string text)
    {
        string time = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        string name = NameOf(level);
        try
        {
            _writer.WriteLine(_json ? Json(time, name, kind, subject, text) : $"{time} {name,-11} {_node} {kind}: {Printable(text)}");
        }
        catch (IOException)
        {
            // Nobody reads the log any more; the node goes on.
        }
    }

    private string Json(string time, string level, string kind, string subject, string text)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("at", time);
            writer.WriteString("level", level);
            writer.WriteString("node", _node);
            writer.WriteString("kind", kind);
            writer.WriteString("subject", subject);
            writer.WriteString("text", text);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Debug => "debug",
        LogLevel.Warning => "warning",
        LogLevel.Alarm => "alarm",
        _ => "information",
    };

    // One event is one line, whatever a name from outside holds.
    private static string Printable(string text) =>
        text.AsSpan().IndexOfAnyInRange('\0', '\x1F') < 0 ? text : string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
