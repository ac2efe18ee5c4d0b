namespace Weft.Model;

/// <summary>
/// Checks a tree against the shapes of the format and remembers which nodes are wrong, so that whoever reads the tree afterwards can pass over
/// them: a fault that merely follows from another is never reported.
/// </summary>
internal sealed class ShapeChecker(FaultList faults)
{
    private readonly HashSet<SourceNode> _wrong = [];

    /// <summary>True when the node itself has the right type (parts of it may still be wrong).</summary>
    public bool IsRight(SourceNode node) => !_wrong.Contains(node);

    /// <summary>Checks a node. <paramref name="what"/> is how messages call it.</summary>
    public void Check(Shape shape, SourceNode node, string what)
    {
        switch (shape)
        {
            case AlternativeShape alternative:
                CheckAlternative(alternative, node, what);
                break;
            case ScalarShape scalar when node is SourceScalar value:
                Mark(ScalarCheck.Check(scalar, value, what, faults), node);
                break;
            case ListShape list when node is SourceList value:
                CheckList(list, value, what);
                break;
            case MapShape map when node is SourceMap value:
                CheckMap(map, value, what);
                break;
            case ObjectShape keys when node is SourceMap value:
                CheckObject(keys, value, what);
                break;
            case ObjectShape { AllowsEmpty: true } or MapShape { Minimum: 0 } or ListShape { Minimum: 0 } when node is SourceScalar { IsNull: true }:
                break;
            default:
                WrongType(shape, node, what);
                break;
        }
    }

    private void CheckAlternative(AlternativeShape shape, SourceNode node, string what)
    {
        Shape? fitting = node switch
        {
            SourceScalar { IsNull: true } when shape.Mapping is ObjectShape { AllowsEmpty: true } or MapShape { Minimum: 0 } => shape.Mapping,
            SourceScalar => shape.Scalar,
            SourceList => shape.List,
            _ => shape.Mapping,
        };
        if (fitting is null)
        {
            WrongType(shape, node, what);
        }
        else
        {
            Check(fitting, node, what);
        }
    }

    private void CheckList(ListShape shape, SourceList list, string what)
    {
        if (list.Items.Length < shape.Minimum)
        {
            faults.Add(FaultCode.TooFew, list.Span, $"{what} is empty", $"write {shape.Noun} with at least {shape.Minimum}, or leave the key out");
            _wrong.Add(list);
        }

        foreach (SourceNode item in list.Items)
        {
            Check(shape.Item, item, shape.Item is ScalarShape scalar ? scalar.Noun : what);
        }
    }

    private void CheckMap(MapShape shape, SourceMap map, string what)
    {
        if (map.Entries.Length < shape.Minimum)
        {
            faults.Add(FaultCode.TooFew, map.Span, $"{what} is empty", $"write {shape.Noun}, at least {shape.Minimum}");
            _wrong.Add(map);
        }

        Dictionary<string, SourceScalar> seen = [];
        foreach (SourceEntry entry in map.Entries)
        {
            CheckTwice(seen, entry);
            Mark(ScalarCheck.Check(shape.Key, entry.Key, shape.Key.Noun, faults), entry.Key);
            Check(shape.Value, entry.Value, $"`{ScalarCheck.Excerpt(entry.Key.Text)}`");
        }
    }

    private void CheckObject(ObjectShape shape, SourceMap map, string what)
    {
        Dictionary<string, SourceScalar> seen = [];
        foreach (SourceEntry entry in map.Entries)
        {
            FormatKey? key = shape.Find(entry.Key.Text);
            if (key is null)
            {
                string[] names = [.. shape.Keys.Select(known => known.Name)];
                string cure = names.Length == 0 ? $"{shape.Noun} has no keys" : Suggestion.For(entry.Key.Text, names, "keys");
                faults.Add(FaultCode.UnknownKey, entry.Key.Span, $"{shape.Noun} has no key `{ScalarCheck.Excerpt(entry.Key.Text)}`", cure);
                continue;
            }

            if (!CheckTwice(seen, entry))
            {
                continue;
            }

            Check(key.Shape, entry.Value, $"`{key.Name}`");
        }

        foreach (FormatKey key in shape.Keys.Where(key => key.IsRequired && !seen.ContainsKey(key.Name)))
        {
            string example = key.Shape is ScalarShape { Example.Length: > 0 } scalar ? $"`{key.Name}: {scalar.Example}`" : $"`{key.Name}:`, {key.Shape.Noun}";
            faults.Add(FaultCode.MissingKey, map.Span, $"{Subject(shape, what)} has no `{key.Name}`", $"add {example}");
        }

        CheckExactlyOne(shape, map, what, seen);
    }

    private static string Subject(ObjectShape shape, string what) => ReferenceEquals(shape, FabricFormat.Fabric) ? "the file" : what;

    private void CheckExactlyOne(ObjectShape shape, SourceMap map, string what, Dictionary<string, SourceScalar> seen)
    {
        string[] given = [.. shape.ExactlyOneOf.Where(seen.ContainsKey)];
        if (shape.ExactlyOneOf.IsEmpty || given.Length == 1)
        {
            return;
        }

        string names = string.Join(" or ", shape.ExactlyOneOf.Select(name => $"`{name}`"));
        if (given.Length == 0)
        {
            faults.Add(FaultCode.MissingKey, map.Span, $"{what} has neither {names.Replace(" or ", " nor ")}", $"add {names}");
            return;
        }

        faults.Add(
            FaultCode.KeysExclude,
            seen[given[1]].Span,
            $"{what} has both `{given[0]}` and `{given[1]}`",
            $"keep {names}",
            new FaultLabel(seen[given[0]].Span, $"`{given[0]}` is here"));
    }

    private bool CheckTwice(Dictionary<string, SourceScalar> seen, SourceEntry entry)
    {
        if (seen.TryAdd(entry.Key.Text, entry.Key))
        {
            return true;
        }

        faults.Add(
            FaultCode.DuplicateKey,
            entry.Key.Span,
            $"`{ScalarCheck.Excerpt(entry.Key.Text)}` stands here a second time",
            "keep one of the two",
            new FaultLabel(seen[entry.Key.Text].Span, "the first is here"));
        return false;
    }

    private void WrongType(Shape shape, SourceNode node, string what)
    {
        string found = node is SourceScalar { IsNull: false } scalar ? $"{scalar.Noun}, `{ScalarCheck.Excerpt(scalar.Text)}`" : node.Noun;
        faults.Add(FaultCode.WrongType, node.Span, $"{what} is {shape.Noun}, but here is {found}", $"write {shape.Noun}");
        _wrong.Add(node);
    }

    private void Mark(bool isRight, SourceNode node)
    {
        if (!isRight)
        {
            _wrong.Add(node);
        }
    }
}
