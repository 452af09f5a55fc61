using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>The parameters of a command, which its text alone names.</summary>
internal static class SqliteCommandExtensions
{
    private static readonly Regex s_name = new(@"\$[a-z]+", RegexOptions.CultureInvariant);

    /// <summary>Makes a parameter for each name in the text.</summary>
    public static SqliteCommand AddParameters(this SqliteCommand command)
    {
        foreach (Match name in s_name.Matches(command.CommandText))
        {
            if (!command.Parameters.Contains(name.Value))
            {
                command.Parameters.AddWithValue(name.Value, DBNull.Value);
            }
        }

        return command;
    }

    /// <summary>Sets the values of all parameters, in the order in which the text first names them.</summary>
    public static SqliteCommand Bind(this SqliteCommand command, params object?[] values)
    {
        if (values.Length != command.Parameters.Count)
        {
            throw new ArgumentException($"{values.Length} values for: {command.CommandText}", nameof(values));
        }

        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
