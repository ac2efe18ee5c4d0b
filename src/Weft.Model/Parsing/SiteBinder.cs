using Weft.Wire.Isis;

namespace Weft.Model;

/// <summary>Reads the head of the file, its sites, VRFs and settings.</summary>
internal sealed class SiteBinder(FabricDraft draft, FaultList faults)
{
    private const string OnlySite = "site1";

    public void Bind(MapReader file)
    {
        draft.Name = file.Scalar("fabric")?.Text ?? "";
        if (file.Number("as") is { } asNumber)
        {
            draft.AsNumber = new Located<uint>((uint)asNumber.Value, asNumber.Span);
        }

        draft.HostRouting = file.Scalar("host-routing")?.Text is not ("false" or "False" or "FALSE");
        draft.Bfd = file.Scalar("bfd")?.Text switch { "all" => BfdScope.All, "none" => BfdScope.None, _ => BfdScope.Interconnects };
        BindSites(file);
        new VrfBinder(draft, faults).Bind(file);
        BindIsis(file.Map("isis"));
        draft.Timers = Apply(TimerSettings.All, draft.Timers, file.Map("timers"));
        draft.Limits = Apply(LimitSettings.All, draft.Limits, file.Map("limits"));
        foreach (SourceScalar prefix in file.Scalars("announce"))
        {
            draft.Announce.Add(new Located<Wire.IpPrefix>(Wire.IpPrefix.Parse(prefix.Text), prefix.Span));
        }
    }

    private void BindSites(MapReader file)
    {
        foreach ((SourceScalar name, SourceNode? body) in file.Named("sites"))
        {
            if (IsFirst(draft.Sites.Find(name.Text)?.Span, name))
            {
                Located<AnnouncePolicy>? announce = AnnounceBinder.Read(file.Of(body), "announce");
                Site site = new(name.Text, draft.Sites.Items.Count + 1) { Announce = announce?.Value ?? AnnouncePolicy.All };
                draft.Sites.Add(name.Text, new DraftSite(site, name.Span) { AnnounceSpan = announce?.Span });
            }
        }

        if (!file.Has("sites"))
        {
            draft.Sites.Add(OnlySite, new DraftSite(new Site(OnlySite, 1), SourceSpan.Start));
        }
    }

    private void BindIsis(MapReader isis)
    {
        draft.IsisKeyFile = isis.Scalar("keys")?.Text;
        draft.Isis = new IsisSettings
        {
            Level = isis.Number("level")?.Value == 1 ? IsisLevels.Level1 : IsisLevels.Level2,
            IsMultiTopology = isis.Scalar("topology")?.Text == "multi",
        };
    }

    private bool IsFirst(SourceSpan? earlier, SourceScalar name)
    {
        if (earlier is { } span)
        {
            faults.Add(FaultCode.ListedTwice, name.Span, $"`{name.Text}` is listed twice", "remove one", new FaultLabel(span, "the first is here"));
        }

        return earlier is null;
    }

    private static T Apply<T>(IEnumerable<Setting<T>> settings, T defaults, MapReader map)
    {
        T result = defaults;
        foreach (Setting<T> setting in settings)
        {
            if (setting.Shape.Kind == ScalarKind.Number && map.Number(setting.Name) is { } number)
            {
                result = setting.With(result, number.Value);
            }
            else if (map.Scalar(setting.Name) is { } scalar && DurationText.TryParse(scalar.Text, out TimeSpan duration))
            {
                result = setting.With(result, (long)duration.TotalMilliseconds);
            }
        }

        return result;
    }
}
