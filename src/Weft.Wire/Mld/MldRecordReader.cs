namespace Weft.Wire;

/// <summary>Walks the group records of an MLDv2 report that <see cref="MldView.TryParse"/> has accepted.</summary>
public ref struct MldRecordReader(ReadOnlySpan<byte> records, int count)
{
    private ReadOnlySpan<byte> _rest = records;
    private int _left = count;

    /// <summary>The next record; false at the end.</summary>
    public bool TryRead(out MldRecord record)
    {
        record = default;
        int length = _left == 0 ? 0 : MldRecord.LengthOf(_rest);
        if (length == 0)
        {
            return false;
        }

        record = new MldRecord(_rest[..length]);
        _rest = _rest[length..];
        _left--;
        return true;
    }
}
