using System;
using InventoryTools.Model;

namespace InventoryTools;

/// <summary>Why a value has no text that tells the truth about it.</summary>
public enum AttributeTextProblem
{
    /// <summary>The value is a secret, such as a SecureString.</summary>
    Secret,

    /// <summary>The value is code, such as a script block.</summary>
    Code,

    /// <summary>The value has no text but the name of its own type.</summary>
    NoText,

    /// <summary>Reading the value threw.</summary>
    GetterFailed,

    /// <summary>The value contains itself.</summary>
    Cycle,

    /// <summary>The value is nested deeper than <see cref="AttributeText.MaxDepth"/>.</summary>
    TooDeep,
}

/// <summary>
/// A value can't become an attribute's text without being lost or lying. The message is one sentence about the value;
/// <see cref="Path"/> says where inside the converted value it stands.
/// </summary>
public sealed class AttributeTextException : Exception
{
    private readonly string _what;

    private AttributeTextException(AttributeTextProblem problem, string path, string what, Exception? inner)
        : base(null, inner)
    {
        Problem = problem;
        Path = path;
        _what = what;
    }

    /// <summary>What is wrong with the value.</summary>
    public AttributeTextProblem Problem { get; }

    /// <summary>The place inside the value, such as <c>.Owner.Password</c> or <c>[3]</c>; empty for the value itself.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public override string Message => Path.Length == 0 ? $"The value {_what}." : $"The value at '{Path}' {_what}.";

    /// <summary>Reading a property of the converted value threw <paramref name="thrown"/>.</summary>
    public static AttributeTextException GetterFailed(string property, Exception thrown) =>
        new(AttributeTextProblem.GetterFailed, "." + property, "could not be read: " + thrown.Message, thrown);

    /// <summary>Reading the converted value itself threw <paramref name="thrown"/>.</summary>
    public static AttributeTextException ReadFailed(Exception thrown) =>
        new(AttributeTextProblem.GetterFailed, "", "could not be read: " + thrown.Message, thrown);

    internal static AttributeTextException Of(AttributeTextProblem problem, string what) =>
        new(problem, "", what, inner: null);

    internal AttributeTextException Inside(string parent) => new(Problem, parent + Path, _what, InnerException);
}
