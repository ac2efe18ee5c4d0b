namespace Weft.Model;

/// <summary>The checks of a fabric as a whole, after everything was read.</summary>
internal static class FabricChecks
{
    public static void Check(FabricDraft draft, MapReader file, FaultList faults)
    {
        new SizeCheck(draft, faults).Check();
        new GatewayCheck(draft, faults).Check();
        new SubnetCheck(draft, faults).Check();
        new VrfCheck(draft, faults).Check();
        new ImportCheck(draft, faults).Check();
        new IdentifierCheck(draft, faults).Check();
        new HostCheck(draft, faults).Check();
        new OutsideCheck(draft, faults).Check();
        new PolicyCheck(draft, faults).Check();
        new HostPolicyCheck(draft, faults).Check();
        new BridgeCheck(draft, faults).Check();
        new ConnectionCheck(draft, faults).Check();
        new SettingCheck(draft, faults).Check(file);
    }
}
