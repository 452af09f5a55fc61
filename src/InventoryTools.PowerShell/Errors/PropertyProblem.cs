using System.Management.Automation;

namespace InventoryTools.Errors;

/// <summary>The reason for which a property of an object can't be recorded.</summary>
/// <param name="Property">The attribute that the property would have become.</param>
/// <param name="Reason">The obstacle.</param>
internal sealed record PropertyProblem(string Property, Exception Reason)
{
    /// <summary>True when the expression of a calculated property failed, not its result.</summary>
    public bool IsExpression => Reason is not AttributeTextException;

    /// <summary>The reason as one sentence.</summary>
    public string Sentence => (IsExpression ? "Its expression failed: " : "") + Message.TrimEnd('.') + ".";

    /// <summary>The id of the error record that tells of it.</summary>
    public string ErrorId => (Reason as AttributeTextException)?.Problem switch
    {
        null => "CalculatedPropertyFailed",
        AttributeTextProblem.Secret => "PropertyIsSecret",
        AttributeTextProblem.Code => "PropertyIsCode",
        AttributeTextProblem.GetterFailed => "PropertyGetterFailed",
        AttributeTextProblem.Cycle => "PropertyHasCycle",
        AttributeTextProblem.TooDeep => "PropertyTooDeep",
        AttributeTextProblem.CutOff => "PropertyWasCutOff",
        _ => "PropertyHasNoText",
    };

    // The error that stopped the expression is reported, not the preference to stop.
    private string Message => Reason is ActionPreferenceStopException stopped
        ? stopped.ErrorRecord.Exception.Message
        : Reason.Message;
}
