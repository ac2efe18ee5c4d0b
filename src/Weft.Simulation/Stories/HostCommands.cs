using System.Globalization;
using System.Text.RegularExpressions;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The few shell commands that stories run inside hosts and that a simulated host understands: <c>sleep</c>, <c>ip addr add</c> and <c>ping</c>.</summary>
internal static partial class HostCommands
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    /// <summary>True for a command that a simulated host can run.</summary>
    public static bool Knows(string command)
    {
        string text = Plain(command);
        return Sleep().IsMatch(text) || AddAddress().IsMatch(text) || PlainPing().IsMatch(text);
    }

    /// <summary>Runs a command that it knows. Throws <see cref="StoryException"/> when it fails.</summary>
    public static void Run(SimStage stage, SimHost host, string command)
    {
        string text = Plain(command);
        if (Sleep().Match(text) is { Success: true } sleep)
        {
            stage.World.Run(Seconds(sleep.Groups[1].Value));
        }
        else if (AddAddress().Match(text) is { Success: true } add)
        {
            GatewayAddress address = new(IpAddress.Parse(add.Groups[1].Value), byte.Parse(add.Groups[2].Value, CultureInfo.InvariantCulture));
            host.Do((now, stack, effects) => stack.AddAddress(now, address, detect: false, effects));
        }
        else if (!Ping(stage, host, text.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]) && !command.EndsWith("|| true", StringComparison.Ordinal))
        {
            throw new StoryException($"{host.Name}: {command}: no answer");
        }
    }

    private static string Plain(string command) => Quiet().Replace(command, string.Empty).Trim();

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));

    private static bool Ping(SimStage stage, SimHost host, string[] words)
    {
        int count = 1;
        TimeSpan interval = s_second;
        TimeSpan wait = s_second;
        IpAddress? source = null;
        string target = words[^1];
        for (int i = 0; i + 1 < words.Length; i += 2)
        {
            string value = words[i + 1];
            switch (words[i])
            {
                case "-c":
                    count = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "-i":
                    interval = Seconds(value);
                    break;
                case "-W":
                    wait = Seconds(value);
                    break;
                default:
                    source = IpAddress.Parse(value);
                    break;
            }
        }

        Answers answers = new(stage.NextNumber());
        ProbeFlow flow = new(answers.Number, ProbeKind.Ping, IpAddress.Parse(target), interval) { Limit = count, Source = source };
        stage.Observe(answers);
        host.Do((now, stack, effects) => stack.Start(now, flow, effects));
        stage.World.RunUntil(() => answers.Count == count, (interval * (count - 1)) + wait);
        stage.Ignore(answers);
        return answers.Count > 0;
    }

    [GeneratedRegex(@"^sleep ([0-9.]+)$")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"^ip addr(?:ess)? add ([0-9a-f.:]+)/([0-9]+) dev eth0$")]
    private static partial Regex AddAddress();

    [GeneratedRegex(@"^ping(?: -[ciW] [0-9.]+| -I [0-9a-f.:]+)* [0-9a-f.:]+$")]
    private static partial Regex PlainPing();

    [GeneratedRegex(@">/dev/null|\|\| true$")]
    private static partial Regex Quiet();

    /// <summary>Counts the answers to a ping.</summary>
    private sealed class Answers(int number) : IWorldObserver
    {
        public int Number => number;

        public int Count { get; private set; }

        public void Arrived(Instant now, SimHost host, in ProbeArrival probe) => Count += probe.Flow == number ? 1 : 0;
    }
}
