using Weft.Wire;

namespace Weft.Model;

/// <summary>Reads the right parts of one mapping; what the shape check found wrong is as if it were not there.</summary>
internal readonly struct MapReader(SourceNode? node, ShapeChecker checker)
{
    private readonly SourceMap? _map = node as SourceMap;

    /// <summary>The value of a key, or null when it is absent or wrong.</summary>
    public SourceNode? Get(string key)
    {
        SourceNode? value = _map?.Find(key)?.Value;
        return value is not null && checker.IsRight(value) ? value : null;
    }

    /// <summary>True when the file has the key, right or wrong.</summary>
    public bool Has(string key) => _map?.Find(key) is not null;

    public SourceScalar? Scalar(string key) => Get(key) as SourceScalar;

    public Located<long>? Number(string key) =>
        Scalar(key) is { } scalar && ScalarCheck.TryNumber(scalar.Text, out long value) ? new Located<long>(value, scalar.Span) : null;

    /// <summary>A mapping below this one; reading from an absent one finds nothing.</summary>
    public MapReader Map(string key) => new(Get(key), checker);

    /// <summary>The right scalars of a list; a scalar where one stands alone.</summary>
    public IEnumerable<SourceScalar> Scalars(string key)
    {
        ShapeChecker check = checker;
        return Get(key) switch
        {
            SourceScalar { IsNull: false } one => [one],
            SourceList list => list.Items.OfType<SourceScalar>().Where(check.IsRight),
            _ => [],
        };
    }

    /// <summary>The items of a list that are right so far.</summary>
    public IEnumerable<SourceNode> Items(string key) => Get(key) is SourceList list ? list.Items.Where(checker.IsRight) : [];

    /// <summary>The entries of this mapping whose names are right, each name once.</summary>
    public IEnumerable<SourceEntry> Entries()
    {
        ShapeChecker check = checker;
        return _map is null ? [] : _map.Entries.Where(entry => check.IsRight(entry.Key)).DistinctBy(entry => entry.Key.Text);
    }

    /// <summary>The names of a mapping, or of a list of names; a list has no bodies.</summary>
    public IEnumerable<(SourceScalar Name, SourceNode? Body)> Named(string key) =>
        Get(key) is SourceList
            ? Scalars(key).Select(name => (name, (SourceNode?)null))
            : Map(key).Entries().Select(entry => (entry.Key, (SourceNode?)entry.Value));

    public IEnumerable<Located<GatewayAddress>> Addresses(string key) =>
        Scalars(key).Select(scalar => new Located<GatewayAddress>(AddressText.TryParse(scalar.Text, out GatewayAddress address) ? address : default, scalar.Span));

    public IEnumerable<Located<IpAddress>> PlainAddresses(string key) =>
        Scalars(key).Select(scalar => new Located<IpAddress>(IpAddress.Parse(scalar.Text), scalar.Span));

    public MapReader Of(SourceNode? body) => new(body is not null && checker.IsRight(body) ? body : null, checker);
}
