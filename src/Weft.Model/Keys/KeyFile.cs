using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Weft.Wire.Isis;

namespace Weft.Model;

/// <summary>Reads a key file: a line for each key, <c>link|area send|accept ID ALGORITHM SECRET</c>; <c>#</c> begins a comment line.</summary>
public static class KeyFile
{
    /// <summary>The longest file, in octets.</summary>
    public const int MaximumLength = 1 << 16;

    /// <summary>Reads the octets of a file. Never throws for what they hold; the caller wipes them afterwards.</summary>
    public static KeyFileLoad Load(ReadOnlySpan<byte> octets)
    {
        List<KeyFileFault> faults = [];
        List<KeyLine> lines = [];
        if (octets.Length > MaximumLength)
        {
            return new KeyFileLoad(null, [new KeyFileFault(0, $"a key file has at most {MaximumLength} octets")]);
        }

        int number = 0;
        foreach (Range range in octets.Split((byte)'\n'))
        {
            number++;
            ReadOnlySpan<byte> line = octets[range].Trim(" \t\r"u8);
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            if (KeyLineReader.Read(number, line, out string fault) is KeyLine read)
            {
                lines.Add(read);
            }
            else
            {
                faults.Add(new KeyFileFault(number, fault));
            }
        }

        Check(lines, faults);
        if (faults.Count == 0)
        {
            return new KeyFileLoad(new IsisKeys(Build(lines, isLink: true), Build(lines, isLink: false)), []);
        }

        foreach (KeyLine line in lines)
        {
            line.Key?.Erase();
        }

        return new KeyFileLoad(null, [.. faults]);
    }

    private static void Check(List<KeyLine> lines, List<KeyFileFault> faults)
    {
        if (lines.Count == 0 && faults.Count == 0)
        {
            faults.Add(new KeyFileFault(0, "there are no keys in it; `weft keys new FILE` makes a file with fresh ones"));
        }

        foreach (IGrouping<bool, KeyLine> chain in lines.GroupBy(static line => line.IsLink))
        {
            string name = chain.Key ? "link" : "area";
            KeyLine[] keys = [.. chain.Where(static line => line.Key is not null)];
            KeyLine[] sending = [.. keys.Where(static line => line.Sends)];
            if (sending.Length == 0 && faults.Count == 0)
            {
                faults.Add(new KeyFileFault(chain.First().Line, $"no key of the {name} chain says `send`; exactly one must"));
            }

            faults.AddRange(sending.Skip(1).Select(line => new KeyFileFault(
                line.Line, $"a second key of the {name} chain says `send`, the first is on line {sending[0].Line}; exactly one must")));
            faults.AddRange(keys.GroupBy(static line => line.Key!.Id).SelectMany(same => same.Skip(1).Select(line => new KeyFileFault(
                line.Line, $"key id {same.Key} of the {name} chain is given twice, first on line {same.First().Line}"))));
            faults.AddRange(keys.Skip(KeyChain.MaximumKeys).Take(1).Select(line => new KeyFileFault(
                line.Line, $"a chain has at most {KeyChain.MaximumKeys} keys")));
        }
    }

    private static KeyChain? Build(List<KeyLine> lines, bool isLink)
    {
        ImmutableArray<AuthenticationKey>.Builder keys = ImmutableArray.CreateBuilder<AuthenticationKey>();
        ushort sendId = 0;
        bool passes = false;
        foreach (ref readonly KeyLine line in CollectionsMarshal.AsSpan(lines))
        {
            if (line.IsLink != isLink)
            {
                continue;
            }

            if (line.Key is null)
            {
                passes = true;
                continue;
            }

            keys.Add(line.Key);
            sendId = line.Sends ? line.Key.Id : sendId;
        }

        return keys.Count == 0 ? null : new KeyChain(keys, sendId, passes);
    }
}
