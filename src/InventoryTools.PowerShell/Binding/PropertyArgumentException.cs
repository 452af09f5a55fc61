namespace InventoryTools.Binding;

/// <summary>A value of -Property is none that Select-Object would take.</summary>
internal sealed class PropertyArgumentException(object argument, string why) : Exception(why)
{
    public object Argument => argument;
}
