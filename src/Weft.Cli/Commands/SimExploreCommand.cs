using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Weft.Model;
using Weft.Simulation;

namespace Weft.Cli;

/// <summary><c>weft sim explore</c>: every interleaving of the claim and epoch rules on a fabric of two or three leaves.</summary>
internal static class SimExploreCommand
{
    private static readonly SortedDictionary<string, Disturbance> _kinds =
        new(Enum.GetValues<Disturbance>().ToDictionary(kind => kind.ToString().ToLowerInvariant()), StringComparer.Ordinal);

    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Command Create()
    {
        ExplorationBounds defaults = new();
        Option<int> leaves = Between("--leaves", "leaves of the fabric", defaults.Leaves, 2, ExplorationBounds.MaximumLeaves);
        Option<int> hosts = Between("--hosts", "hosts, each with an address of its own", defaults.Hosts, 1, ExplorationBounds.MaximumAddresses);
        Option<bool> twoAddresses = new("--two-addresses") { Description = "one host, with two addresses" };
        Option<int> disturbances = Between("--disturbances", "moves, words, forged frames, crashes, cuts, lost and late frames together", defaults.Disturbances, 0, 6);
        Option<string> ports = new("--ports") { Description = "what the ports of hosts ask of a move: trusted or verified", DefaultValueFactory = _ => "trusted" };
        ports.AcceptOnlyFromAmong("trusted", "verified");
        Option<string> attacker = new("--attacker") { Description = "what the attacker's port asks of a move: trusted or verified", DefaultValueFactory = _ => "verified" };
        attacker.AcceptOnlyFromAmong("trusted", "verified");
        Option<string[]> without = new("--without") { Description = $"kinds of disturbances to leave out: {string.Join(", ", _kinds.Keys)}", AllowMultipleArgumentsPerToken = true };
        without.AcceptOnlyFromAmong([.. _kinds.Keys]);
        Option<int> depth = Between("--depth", "steps from the beginning", defaults.Depth, 1, 10_000);
        Option<int> states = Between("--states", "distinct states", defaults.States, 1, 100_000_000);
        Option<bool> json = new("--json") { Description = "one JSON document instead of text" };
        Command command = new(
            "explore",
            "Try every order in which claims, frames, timers, crashes, cuts and forged frames can come, and check who owns a host in each. "
            + "Exit code 0: all properties hold, 1: one does not, 3: they hold as far as the bounds let it look.")
        {
            leaves, hosts, twoAddresses, disturbances, without, ports, attacker, depth, states, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(twoAddresses) && result.GetValue(hosts) > 1)
            {
                result.AddError("--two-addresses is of one host, and --hosts asks for more");
            }
        });
        command.SetAction(parsed => Run(
            (parsed.GetValue(without) ?? []).Aggregate(defaults, static (bounds, kind) => bounds.Without(_kinds[kind])) with
            {
                Leaves = parsed.GetValue(leaves),
                Hosts = parsed.GetValue(twoAddresses) ? 1 : parsed.GetValue(hosts),
                TwoAddresses = parsed.GetValue(twoAddresses),
                Disturbances = parsed.GetValue(disturbances),
                HostPorts = TrustOf(parsed.GetValue(ports)!),
                AttackerPort = TrustOf(parsed.GetValue(attacker)!),
                Depth = parsed.GetValue(depth),
                States = parsed.GetValue(states),
            },
            parsed.GetValue(json)));
        return command;
    }

    private static MoveTrust TrustOf(string word) => word == "verified" ? MoveTrust.Verified : MoveTrust.Trusted;

    private static Option<int> Between(string name, string description, int usual, int least, int most)
    {
        Option<int> option = new(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least || result.GetValueOrDefault<int>() > most)
            {
                result.AddError($"{name} must be {least} to {most}");
            }
        });
        return option;
    }

    private static int Run(ExplorationBounds bounds, bool json)
    {
        ExplorationResult result = new Explorer(bounds).Run();
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new ExploreDocument { Bounds = bounds, Result = result }, _json));
        }
        else
        {
            Print(bounds, result);
        }

        return result.Violation is not null ? ExitCode.No : result.IsComplete ? ExitCode.Yes : ExitCode.Pending;
    }

    private static void Print(ExplorationBounds bounds, ExplorationResult result)
    {
        string hosts = bounds.TwoAddresses ? "1 host with two addresses" : bounds.Hosts == 1 ? "1 host" : $"{bounds.Hosts} hosts";
        Console.Out.WriteLine(
            $"{bounds.Leaves} leaves, {hosts} on {Word(bounds.HostPorts)} ports, an attacker on a {Word(bounds.AttackerPort)} port, up to {bounds.Disturbances} disturbances");
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.States:N0} states, {result.Transitions:N0} transitions, depth {result.Depth}, {result.Rests:N0} times at rest, highest epoch {result.HighestEpoch}"));
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{result.LeafStates:N0} states of single leaves, an engine was asked {result.LeafSteps:N0} times"));
        if (result.Violation is { } violation)
        {
            Console.Out.WriteLine($"{violation.Property} does not hold: {violation.Fault}");
            foreach (string line in violation.Steps)
            {
                Console.Out.WriteLine($"  {line}");
            }
        }
        else
        {
            Console.Out.WriteLine(result.IsComplete ? "All properties hold in every one of them." : "All properties hold as far as it went; a bound ended it.");
        }
    }

    private static string Word(MoveTrust trust) => trust.ToString().ToLowerInvariant();
}
