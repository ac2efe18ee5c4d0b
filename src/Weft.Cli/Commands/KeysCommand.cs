using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Weft.Linux;
using Weft.Model;

namespace Weft.Cli;

/// <summary><c>weft keys</c>: makes the key file of IS-IS and takes it through the steps of a rollover. Secrets are never printed.</summary>
internal static class KeysCommand
{
    private const string Spread = "Copy it to every node (mode 600) and run `systemctl reload weftd@NODE` on each";

    public static Command Create()
    {
        Option<string> algorithm = new("--algorithm") { Description = "how PDUs are signed", DefaultValueFactory = _ => "hmac-sha-256" };
        algorithm.AcceptOnlyFromAmong([.. AlgorithmName.All]);
        Argument<string> path = new("FILE") { Description = "the key file" };
        Command fresh = new("new", "Make a key file with a fresh key for each chain, readable by you alone.") { path, algorithm };
        fresh.SetAction(parsed => New(parsed.GetValue(path)!, parsed.GetValue(algorithm)!));
        Command add = new("add", "Rollover, step 1: add a fresh key to each chain. It is accepted, not yet sent.") { path, algorithm };
        add.SetAction(parsed => Edit(
            parsed.GetValue(path)!,
            text => KeyFileEditor.Add(text, parsed.GetValue(algorithm)!, RandomNumberGenerator.GetBytes),
            $"{Spread}; only when all have it: weft keys switch"));
        Command turn = new("switch", "Rollover, step 2: send with the last key of each chain.") { path };
        turn.SetAction(parsed => Edit(parsed.GetValue(path)!, KeyFileEditor.Switch, $"{Spread}; when `weft show keys` counts no LSP of the old key: weft keys drop"));
        Command drop = new("drop", "Rollover, step 3: take out every key that is not sent.") { path };
        drop.SetAction(parsed => Edit(parsed.GetValue(path)!, KeyFileEditor.Drop, Spread));
        Command check = new("check", "Say what is wrong with a key file, or which keys it has.") { path };
        check.SetAction(parsed => Check(parsed.GetValue(path)!));
        return new Command("keys", "The keys that sign what nodes tell each other: make them, change them without losing an adjacency.")
        {
            fresh, add, turn, drop, check,
        };
    }

    private static int New(string path, string algorithm)
    {
        try
        {
            SecretFile.Create(path, Encoding.UTF8.GetBytes(KeyFileEditor.Create(algorithm, RandomNumberGenerator.GetBytes)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Fail(File.Exists(path) ? $"{path} exists; `weft keys add` adds keys to it" : exception.Message);
        }

        Console.Out.WriteLine($"{path}: a fresh key for each chain. Name it in the fabric file, `isis: {{ keys: FILE }}`, and copy it to every node.");
        return ExitCode.Yes;
    }

    private static int Edit(string path, Func<string, string> change, string next)
    {
        if (!TryRead(path, out string text, out _))
        {
            return ExitCode.No;
        }

        string changed = change(text);
        if (changed == text)
        {
            return Fail($"{path} has nothing to change");
        }

        // Never half a file: the daemons may read it at any moment.
        string beside = path + ".new";
        File.Delete(beside);
        SecretFile.Create(beside, Encoding.UTF8.GetBytes(changed));
        File.Move(beside, path, overwrite: true);
        int exit = Check(path);
        Console.Out.WriteLine(next + ".");
        return exit;
    }

    private static int Check(string path)
    {
        if (!TryRead(path, out _, out string summary))
        {
            return ExitCode.No;
        }

        Console.Out.WriteLine($"{path}: {summary}");
        return ExitCode.Yes;
    }

    private static bool TryRead(string path, out string text, out string summary)
    {
        text = summary = "";
        if (!SecretFile.TryRead(path, KeyFile.MaximumLength, out byte[] octets, out string fault))
        {
            Fail(fault);
            return false;
        }

        KeyFileLoad load = KeyFile.Load(octets);
        foreach (KeyFileFault one in load.Faults)
        {
            Fail($"{path}: {one}");
        }

        text = Encoding.UTF8.GetString(octets);
        summary = load.Keys is null ? "" : KeySummary.Of(load.Keys);
        return load.Keys is not null;
    }

    private static int Fail(string sentence)
    {
        Console.Error.WriteLine($"weft keys: {sentence}");
        return ExitCode.No;
    }
}
