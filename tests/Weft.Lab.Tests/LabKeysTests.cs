using System.Runtime.Versioning;
using Weft.Model;

namespace Weft.Lab.Tests;

[SupportedOSPlatform("linux")]
public sealed class LabKeysTests : IDisposable
{
    private const string Text = "fabric: wlk-keys\nnodes: [wlk-leaf1]\nisis: { keys: isis.keys }\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("weft-lab-keys-").FullName;

    private string KeyPath => Path.Combine(_folder, "isis.keys");

    [Fact]
    public void A_missing_key_file_is_made_for_the_lab_alone()
    {
        string path = LabKeys.Prepare(FabricFile.Load(Text).Fabric!, Options(LabKernel.Native))!;
        Assert.Equal(LabPaths.Lab("wlk-keys"), Path.GetDirectoryName(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.NotNull(KeyFile.Load(File.ReadAllBytes(path)).Keys);
        Assert.False(File.Exists(KeyPath));
    }

    [Fact]
    public void The_fabrics_own_key_file_is_used_where_it_is_and_copied_for_a_guest()
    {
        File.WriteAllText(KeyPath, "link send 1 hmac-md5 text:x\n");
        Assert.Throws<LabException>(() => LabKeys.Prepare(FabricFile.Load(Text).Fabric!, Options(LabKernel.Native)));
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead);
        Assert.Equal(KeyPath, LabKeys.Prepare(FabricFile.Load(Text).Fabric!, Options(LabKernel.Native)));
        string copy = LabKeys.Prepare(FabricFile.Load(Text).Fabric!, Options(LabKernel.Uml))!;
        Assert.NotEqual(KeyPath, copy);
        Assert.Equal(File.ReadAllText(KeyPath), File.ReadAllText(copy));
    }

    [Fact]
    public void A_fabric_without_keys_needs_none()
    {
        Assert.Null(LabKeys.Prepare(FabricFile.Load(Text.Replace("isis:", "# isis:", StringComparison.Ordinal)).Fabric!, Options(LabKernel.Native)));
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        if (Directory.Exists(LabPaths.Lab("wlk-keys")))
        {
            Directory.Delete(LabPaths.Lab("wlk-keys"), recursive: true);
        }
    }

    private LabOptions Options(LabKernel kernel) =>
        new() { FabricFile = Path.Combine(_folder, "fabric.yaml"), Output = _folder, Kernel = kernel };
}
