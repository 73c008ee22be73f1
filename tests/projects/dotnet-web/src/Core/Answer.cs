namespace Core;

public static class Answer
{
    public const string Text = "hello\n";
}
