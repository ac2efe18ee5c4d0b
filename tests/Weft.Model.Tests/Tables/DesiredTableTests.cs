namespace Weft.Model.Tests;

public sealed class DesiredTableTests
{
    private readonly DesiredTable<int, string> _table = new() { KeepsBefore = true };

    [Fact]
    public void A_changed_key_tells_the_row_that_was_last_taken()
    {
        _table.Set(1, "one");
        _table.Set(2, "two");
        Take();
        _table.Set(1, "uno");
        _table.Set(1, "eins");
        _table.Remove(2);
        _table.Set(3, "three");
        _table.Remove(3);
        Assert.Equal([1, 2, 3], _table.Changes);
        Assert.Equal("one", Before(1));
        Assert.Equal("two", Before(2));
        Assert.Null(Before(3));
    }

    [Fact]
    public void What_was_before_is_forgotten_with_the_changes()
    {
        _table.Set(1, "one");
        Take();
        _table.Remove(1);
        Take();
        Assert.Null(Before(1));
    }

    [Fact]
    public void A_table_whose_consumer_does_not_ask_keeps_nothing()
    {
        _table.KeepsBefore = false;
        _table.Set(1, "one");
        Take();
        _table.Remove(1);
        Assert.Null(Before(1));
    }

    private string? Before(int key) => _table.TryGetBefore(key, out string row) ? row : null;

    private void Take() => _table.TakeChanges([]);
}
