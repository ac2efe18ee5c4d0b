namespace Weft.Report;

/// <summary>How a report looks: light or dark as the reader's machine is, and on paper. Nothing is told by colour alone.</summary>
internal static class PageStyle
{
    /// <summary>The style sheet. It must not hold what XML would take for markup.</summary>
    public const string Sheet = """

        :root { color-scheme: light dark; --ink: #1b2330; --soft: #56617a; --page: #ffffff; --card: #f5f7fb; --line: #c9d1e0; --box: #ffffff; --stroke: #3c4a66;
          --way: #0b62c4; --good: #1d6b38; --bad: #b3261e; --warn: #8a5a00; --host: #e2f1e6; --host-line: #2f7a46; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6eaf3; --soft: #a9b4cb; --page: #12161f; --card: #1a2130; --line: #3a465e; --box: #222b3d; --stroke: #9fadca;
          --way: #79b4ff; --good: #7fd79b; --bad: #ff9389; --warn: #f0c060; --host: #1d3927; --host-line: #79c28f; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 1180px; padding: 1.2rem; background: var(--page); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; }
        h1 { font-size: 1.6rem; margin: 0 0 .3rem; } h2 { font-size: 1.25rem; margin: 2rem 0 .4rem; } h3 { font-size: 1.02rem; margin: 1.3rem 0 .4rem; } h4 { font-size: .95rem; margin: .9rem 0 .3rem; }
        p { margin: .3rem 0; } a { color: var(--way); } .soft { color: var(--soft); } .skip { position: absolute; left: -999px; } .skip:focus { position: static; }
        :focus-visible { outline: 3px solid var(--way); outline-offset: 2px; }
        .verdict { font-size: 1.1rem; } .badge { display: inline-block; padding: 0 .5em; border: 2px solid; border-radius: .4em; font-weight: 700; }
        .pass { color: var(--good); } .fail { color: var(--bad); } .facts { display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; margin: .6rem 0; padding: 0; list-style: none; color: var(--soft); }
        .wide { overflow-x: auto; } nav ul { columns: 3 18rem; margin: .4rem 0; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .92rem; min-width: 50%; }
        caption { text-align: left; color: var(--soft); padding: .2rem 0; } th, td { text-align: left; vertical-align: top; padding: .2rem .7rem .2rem 0; border-bottom: 1px solid var(--line); }
        th { font-weight: 600; } td.n, th.n { text-align: right; } tr.pass, tr.fail { color: var(--ink); } tr.pass td:first-child { color: var(--good); } tr.fail td:first-child { color: var(--bad); font-weight: 700; }
        .card { background: var(--card); border: 1px solid var(--line); border-left: 6px solid var(--bad); border-radius: 6px; padding: .6rem 1rem; margin: .7rem 0; }
        pre { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .5rem .8rem; overflow-x: auto; font: 13px/1.4 ui-monospace, monospace; margin: .4rem 0; }
        pre.copy { user-select: all; } summary { cursor: pointer; font-weight: 600; padding: .2rem 0; } details.story { border-top: 2px solid var(--line); margin-top: .8rem; }
        .story .says { margin-bottom: .6rem; } ol.acts { margin: .3rem 0 .3rem 1.4rem; padding: 0; } .ways { display: flex; flex-wrap: wrap; gap: .8rem; } figure { margin: 0; flex: 0 1 360px; } figcaption { font-size: .88rem; }
        .picture { width: 100%; height: auto; font: 12px system-ui, sans-serif; } .ground { position: absolute; } text { fill: var(--ink); text-anchor: middle; }
        .site { fill: var(--card); stroke: var(--line); stroke-dasharray: 6 4; } text.site-name { text-anchor: start; fill: var(--soft); font-weight: 600; } text.rest, text.mark, text.lane-role, text.time { fill: var(--soft); }
        .link { fill: none; stroke: var(--soft); stroke-width: 1.6; opacity: .75; } .dci { stroke-width: 3.5; } .bridged { stroke-dasharray: 2 4; } .rim { stroke-dasharray: 7 3; }
        .node rect { fill: var(--box); stroke: var(--stroke); stroke-width: 1.3; } .node.outside rect { stroke-dasharray: 4 3; } .on-way rect { stroke: var(--way); stroke-width: 3; } text.host { fill: var(--host-line); font-weight: 600; } text.host.start { text-anchor: start; }
        .way { fill: none; stroke: var(--way); stroke-width: 3.4; marker-mid: none; } .way.plain { stroke-width: 2.4; } circle.number { fill: var(--way); } text.number { fill: var(--page); font-weight: 700; font-size: 11px; }
        .host-box { fill: var(--host); stroke: var(--host-line); stroke-width: 1.5; } .cross { fill: none; stroke: var(--bad); stroke-width: 3.5; } text.cross { fill: var(--bad); stroke: none; text-anchor: start; font-weight: 700; } .tip { fill: var(--stroke); }
        .timeline text.label { text-anchor: end; } .timeline path.mark { stroke: var(--line); } .timeline text.note, text.what { text-anchor: start; } text.some { fill: var(--bad); font-weight: 700; }
        .act circle { fill: var(--box); stroke: var(--soft); stroke-width: 1.5; } .act path { stroke: var(--soft); stroke-dasharray: 2 3; opacity: .6; } .act.change circle { stroke: var(--way); stroke-width: 2.5; } .act.change path { stroke: var(--way); opacity: 1; }
        .told { stroke: var(--soft); stroke-width: 1.2; } .told.urgent { fill: var(--warn); stroke: none; } .claim { fill: none; stroke-width: 2.4; } .claim.holds { stroke: var(--good); } .claim.fails { stroke: var(--bad); }
        .strip { fill: var(--host); stroke: var(--host-line); } .loss { fill: var(--bad); }
        .lane path { stroke: var(--line); stroke-width: 1.5; } text.lane-name { font-weight: 700; } .sequence text.time { text-anchor: end; font-variant-numeric: tabular-nums; } .arrow { fill: none; stroke: var(--stroke); stroke-width: 1.4; marker-end: url(#tip); }
        .sign { fill: var(--box); stroke: var(--stroke); stroke-width: 1.8; } .confirm .sign { fill: var(--good); stroke: var(--good); } .yield .sign { stroke: var(--bad); } .route .sign { stroke: var(--way); stroke-width: 2.2; } .plug .sign { fill: var(--way); stroke: var(--way); }
        @media print { body { max-width: none; padding: 0; font-size: 11px; } .skip { display: none; } details::details-content { content-visibility: visible; block-size: auto; } figure, tr, .card, svg { break-inside: avoid; } h2, h3 { break-after: avoid; } .wide, pre { overflow: visible; } pre { white-space: pre-wrap; } }

        """;
}
