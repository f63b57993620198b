namespace Sage.Api.Data;

/// <summary>A script that the journal of the database says has run.</summary>
internal sealed record AppliedMigration(int Ordinal, string Name, string Checksum);

/// <summary>What is left to run, once the journal has been found to agree with the scripts.</summary>
internal sealed record MigrationPlan(IReadOnlyList<MigrationScript> Pending, int Applied, int Ahead)
{
    public static MigrationPlan Create(IReadOnlyList<MigrationScript> scripts, IReadOnlyCollection<AppliedMigration> journal)
    {
        var applied = journal.OrderBy(migration => migration.Ordinal).ToList();
        for (var i = 0; i < applied.Count; i++)
        {
            if (applied[i].Ordinal != i + 1)
            {
                throw new MigrationException($"The journal of the database lacks migration {i + 1:0000} but has '{applied[i].Name}'; restore schema_migrations from a backup.");
            }

            if (i < scripts.Count)
            {
                RequireSame(scripts[i], applied[i]);
            }
        }

        // Ahead: an older version is being rolled back to. Scripts only expand what that version needs, so it may serve.
        return new MigrationPlan([.. scripts.Skip(applied.Count)], Math.Min(applied.Count, scripts.Count), Math.Max(0, applied.Count - scripts.Count));
    }

    private static void RequireSame(MigrationScript script, AppliedMigration applied)
    {
        if (script.Name != applied.Name)
        {
            throw new MigrationException($"Migration {script.Ordinal:0000} is '{script.Name}' here but '{applied.Name}' has run; scripts are never renamed or inserted.");
        }

        if (script.Checksum != applied.Checksum)
        {
            throw new MigrationException($"Migration '{script.Name}' was edited after it had run; undo the edit and put the change into a new script.");
        }
    }
}
