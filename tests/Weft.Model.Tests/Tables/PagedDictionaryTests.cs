using CsCheck;

namespace Weft.Model.Tests;

public sealed class PagedDictionaryTests
{
    private static readonly Gen<(int Kind, int Key, int Value)> s_step = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 700], Gen.Int);

    [Fact]
    public void It_holds_what_a_dictionary_holds_after_the_same_steps() => s_step.List[0, 3000].Sample(steps =>
    {
        PagedDictionary<int, int> map = new();
        Dictionary<int, int> reference = [];
        foreach ((int kind, int key, int value) in steps)
        {
            switch (kind)
            {
                case < 5:
                    ref int slot = ref map.Slot(key, out bool exists);
                    Assert.Equal(reference.ContainsKey(key), exists);
                    slot = reference[key] = value;
                    break;
                case < 9:
                    Assert.Equal(reference.Remove(key, out int removed), map.Remove(key, out int taken));
                    Assert.Equal(removed, taken);
                    break;
                default:
                    Assert.Equal(reference.TryGetValue(key, out int expected), map.TryGetValue(key, out int found));
                    Assert.Equal(expected, found);
                    break;
            }
        }

        Assert.Equal(reference.Count, map.Count);
        Assert.Equal(reference.OrderBy(static row => row.Key), map.OrderBy(static row => row.Key));
    });

    [Fact]
    public void Rows_come_in_the_order_of_their_insertion()
    {
        PagedDictionary<int, string> map = new();
        int[] keys = [.. Enumerable.Range(0, 2000).Select(static i => (i * 7919) % 2003)];
        foreach (int key in keys)
        {
            map[key] = $"{key}";
        }

        Assert.Equal(keys, map.Keys);
        Assert.Equal(keys.Select(static key => $"{key}"), map.Values);
    }

    [Fact]
    public void Rows_may_be_removed_while_iterating_but_not_added()
    {
        PagedDictionary<int, int> map = new();
        for (int i = 0; i < 1000; i++)
        {
            map[i] = i;
        }

        foreach (int key in map.Keys)
        {
            map.Remove(key);
        }

        Assert.Empty(map);
        map[1] = 1;
        Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (int key in map.Keys)
            {
                map[key + 1] = 0;
            }
        });
    }

    [Fact]
    public void Keys_that_differ_in_their_lowest_bits_only_do_not_share_a_bucket_with_all_others()
    {
        PagedDictionary<ulong, int> map = new();
        for (int i = 0; i < 50_000; i++)
        {
            map[(ulong)i << 32] = i;
        }

        Assert.All(Enumerable.Range(0, 50_000), i => Assert.Equal(i, map[(ulong)i << 32]));
    }

    [Fact]
    public void A_cleared_map_is_as_a_new_one()
    {
        PagedDictionary<int, int> map = new() { [3] = 4 };
        map.Clear();
        Assert.False(map.ContainsKey(3));
        Assert.False(map.Remove(3));
        map[3] = 5;
        Assert.Equal(5, map[3]);
        Assert.Throws<KeyNotFoundException>(() => map[4]);
    }
}
