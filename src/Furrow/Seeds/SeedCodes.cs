using Furrow.Errors;

namespace Furrow.Seeds;

/// <summary>Finds the code of C# seeds: compiled into the application, or in a file.</summary>
internal sealed class SeedCodes(SeedSurroundings surroundings)
{
    /// <summary>What to do about C# seeds where nothing compiles them.</summary>
    public const string NoCompilerHint =
        "Add it when opening the project: options.UseScripting(), of the package Furrow.Scripting.";

    /// <summary>A seed's code, compiled and not loaded yet.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>seed.invalid</c>: it does not compile. Code <c>config.invalid</c>: an assembly that furrow.yaml names is
    /// missing.
    /// </exception>
    public ISeedCode Load(SeedFile seed, CancellationToken cancellationToken)
    {
        if (seed.Compiled is { } compiled)
        {
            return new CompiledCode(compiled);
        }

        RefuseMissingReferences();
        ISeedCompiler compiler = surroundings.Compiler?.Value ?? throw new FurrowException(
            ErrorCode.SeedInvalid, "This host does not compile C# seeds.")
        {
            File = seed.DisplayPath,
            Hint = NoCompilerHint,
        };
        return compiler.Compile(
            new SeedCompilation(
                new SeedSource(seed.DisplayPath, seed.Text), seed.SharedSources, surroundings.References),
            cancellationToken);
    }

    private void RefuseMissingReferences() => Problems.Throw(
        [
            .. surroundings.References.Where(path => !File.Exists(path)).Select(path => new FurrowException(
                ErrorCode.ConfigInvalid, $"The assembly {path} under `seeds: references:` is not there.")
            {
                File = "furrow.yaml",
                Hint = "Build it, or correct its path, which begins at the project's folder.",
            }),
        ],
        "Assemblies under `seeds: references:` are not there.");

    private sealed class CompiledCode(CompiledSeed seed) : ISeedCode
    {
        private System.Reflection.Assembly? _assembly;

        public Seed Create()
        {
            Seed made = seed.Create();
            _assembly = made.GetType().Assembly;
            return made;
        }

        public bool Owns(System.Reflection.Assembly assembly) => assembly == _assembly;

        public void Dispose()
        {
            // It belongs to the application.
        }
    }
}
