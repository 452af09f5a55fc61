using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>The parameters of a command, which its text alone names.</summary>
internal static class SqliteCommandExtensions
{
    private static readonly Regex s_name = new(@"\$[a-z]+", RegexOptions.CultureInvariant);

    /// <summary>Sets the text, and makes a parameter for each name in it.</summary>
    public static void SetText(this SqliteCommand command, string sql)
    {
        command.CommandText = sql;
        foreach (Match name in s_name.Matches(sql))
        {
            if (!command.Parameters.Contains(name.Value))
            {
                command.Parameters.AddWithValue(name.Value, DBNull.Value);
            }
        }
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
