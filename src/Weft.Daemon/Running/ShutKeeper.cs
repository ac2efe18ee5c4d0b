using System.Globalization;
using Weft.Linux;
using Weft.Model;
using Weft.Wire;

namespace Weft.Daemon;

/// <summary>Keeps it beyond the daemon's life which ports are shut: the next one must not open them for a moment. A file in the state folder has a line for each,
/// with the time by the monotonic clock; after a reboot it does not count any more, and the next BPDU shuts a port anew.</summary>
internal sealed class ShutKeeper(string folder, NodePlan plan, NodeCore core, DaemonLog log)
{
    private const int Fields = 5;

    private readonly string _path = Path.Combine(folder, plan.Node.Name + ".shut");
    private readonly string _boot = BootId.Read();
    private bool _hasFailed;

    /// <summary>Takes up what an earlier life left. Comes before ports are set up.</summary>
    public void Restore()
    {
        try
        {
            foreach (string line in File.Exists(_path) ? File.ReadAllLines(_path) : [])
            {
                if (TryRead(line, out ShutPort port))
                {
                    core.KeepShut(port);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(exception);
        }

        foreach ((PortIndex port, ShutPortRow row) in core.Switch.Tables.ShutPorts.Rows)
        {
            log.Write(LogLevel.Warning, "port-shut", $"{plan.Ports[port.Value].Name} was shut and stays so for another {(row.Until - MonotonicClock.Now).TotalSeconds:0} s");
        }
    }

    /// <summary>Writes down what is shut, if that has changed.</summary>
    public void Keep()
    {
        if (!core.HasShutChanged)
        {
            return;
        }

        core.HasShutChanged = false;
        string text = string.Concat(core.Switch.Tables.ShutPorts.Rows.OrderBy(row => row.Key).Select(row => LineOf(row.Key, row.Value)));
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(_path + ".new", text);
            File.Move(_path + ".new", _path, overwrite: true);
            _hasFailed = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(exception);
        }
    }

    private string LineOf(PortIndex port, in ShutPortRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{plan.Ports[port.Value].Name} {row.By} {row.Since.Nanoseconds} {row.Until.Nanoseconds} {_boot}\n");

    private bool TryRead(string line, out ShutPort port)
    {
        port = default;
        string[] words = line.Split(' ');
        if (words.Length != Fields || words[4] != _boot || plan.FindPort(words[0]) is not { } found || !MacAddress.TryParse(words[1], out MacAddress by)
            || !long.TryParse(words[2], CultureInfo.InvariantCulture, out long since) || !long.TryParse(words[3], CultureInfo.InvariantCulture, out long until))
        {
            return false;
        }

        port = new ShutPort(found.Index, new ShutPortRow(by, new Instant(since), new Instant(until)));
        return true;
    }

    private void Fail(Exception exception)
    {
        if (!_hasFailed)
        {
            _hasFailed = true;
            log.Write(LogLevel.Alarm, "shut-not-kept", $"which ports are shut cannot be kept for the next start, which opens them: {exception.Message}");
        }
    }
}
