using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Weft.Wire.Isis;

namespace Weft.Model;

/// <summary>Reads one line of a key file: five words, of which the last is secret and may hold spaces. Secrets stay octets, never strings.</summary>
internal static class KeyLineReader
{

    /// <summary>Reads a line that is not empty and no comment; null and a fault when it is wrong.</summary>
    public static KeyLine? Read(int number, ReadOnlySpan<byte> line, out string fault)
    {
        fault = "";
        ReadOnlySpan<byte> rest = line;
        ReadOnlySpan<byte> chain = TakeWord(ref rest);
        ReadOnlySpan<byte> use = TakeWord(ref rest);
        ReadOnlySpan<byte> id = TakeWord(ref rest);
        bool isLink = chain.SequenceEqual("link"u8);
        bool sends = use.SequenceEqual("send"u8);
        if (!isLink && !chain.SequenceEqual("area"u8))
        {
            fault = "the first word must be `link` (for hellos) or `area` (for link-state data)";
        }
        else if (!sends && !use.SequenceEqual("accept"u8))
        {
            fault = "the second word must be `send` or `accept`";
        }
        else if (!sends && id.SequenceEqual("unauthenticated"u8))
        {
            fault = rest.IsEmpty ? "" : "nothing may follow `unauthenticated`";
            return rest.IsEmpty ? new KeyLine(number, isLink, false, null) : null;
        }
        else if (!Utf8Parser.TryParse(id, out ushort keyId, out int used) || used != id.Length)
        {
            fault = "the third word must be a key id, 0 to 65535";
        }
        else if (ReadKey(keyId, rest, out fault) is AuthenticationKey key)
        {
            return new KeyLine(number, isLink, sends, key);
        }

        return null;
    }

    private static AuthenticationKey? ReadKey(ushort id, ReadOnlySpan<byte> rest, out string fault)
    {
        if (!AlgorithmName.TryParse(Encoding.ASCII.GetString(TakeWord(ref rest)), out AuthenticationAlgorithm algorithm))
        {
            fault = $"the fourth word must be an algorithm: {string.Join(", ", AlgorithmName.All)}";
            return null;
        }

        Span<byte> secret = stackalloc byte[AuthenticationKey.MaximumSecretLength];
        try
        {
            int length = ReadSecret(rest, secret, out fault);
            return length > 0 ? new AuthenticationKey(id, algorithm, secret[..length]) : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static int ReadSecret(ReadOnlySpan<byte> text, Span<byte> secret, out string fault)
    {
        fault = "";
        if (text.StartsWith("text:"u8) && text.Length - 5 is > 0 and <= AuthenticationKey.MaximumSecretLength)
        {
            text[5..].CopyTo(secret);
            return text.Length - 5;
        }

        if (text.StartsWith("hex:"u8)
            && text.Length - 4 is > 0 and <= 2 * AuthenticationKey.MaximumSecretLength
            && Convert.FromHexString(text[4..], secret, out _, out int written) == System.Buffers.OperationStatus.Done)
        {
            return written;
        }

        fault = $"the secret must be `hex:` with 1 to {AuthenticationKey.MaximumSecretLength} octets in hexadecimal, or `text:` with 1 to {AuthenticationKey.MaximumSecretLength} characters";
        return 0;
    }

    private static ReadOnlySpan<byte> TakeWord(ref ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOfAny((byte)' ', (byte)'\t');
        ReadOnlySpan<byte> word = end < 0 ? rest : rest[..end];
        rest = rest[word.Length..].TrimStart(" \t"u8);
        return word;
    }
}
