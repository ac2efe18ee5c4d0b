namespace Weft.Model;

/// <summary>Which things hang together (disjoint sets with path halving).</summary>
internal sealed class Groups<T>
    where T : notnull
{
    private readonly Dictionary<T, T> _parents = [];

    /// <summary>Joins two groups; false when they were one already.</summary>
    public bool Join(T left, T right)
    {
        T leftRoot = RootOf(left);
        T rightRoot = RootOf(right);
        if (EqualityComparer<T>.Default.Equals(leftRoot, rightRoot))
        {
            return false;
        }

        _parents[rightRoot] = leftRoot;
        return true;
    }

    /// <summary>The member that stands for the group of <paramref name="item"/>.</summary>
    public T RootOf(T item)
    {
        while (_parents.TryGetValue(item, out T? parent))
        {
            if (_parents.TryGetValue(parent, out T? grandparent))
            {
                _parents[item] = grandparent;
            }

            item = parent;
        }

        return item;
    }
}
