using System.Text;

namespace Weft.Lab.Tests;

/// <summary>Keeps what is written and tells somebody at once.</summary>
internal sealed class WatchedOutput(Action<string> written) : MemoryStream
{
    public string Text => Encoding.UTF8.GetString(ToArray());

    public override void Write(byte[] buffer, int offset, int count)
    {
        base.Write(buffer, offset, count);
        written(Text);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        base.Write(buffer);
        written(Text);
    }
}
