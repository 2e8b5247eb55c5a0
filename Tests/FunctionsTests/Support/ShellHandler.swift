/// Handlers in the words of a shell: each does with the Runtime API what it likes.
enum ShellHandler {
    /// Asks for one event after the other; for each, `body` is done with `$id`, `$event` and `$api`.
    static func loop(_ body: String) -> [UInt8] {
        ZipMaker.script(
            """
            api=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime
            while true; do
                headers=$(mktemp)
                event=$(curl -sS -D "$headers" "$api/invocation/next") || exit 1
                id=$(grep -i lambda-runtime-aws-request-id "$headers" | tr -d '[:space:]' | cut -d: -f2)
                \(body)
            done
            """)
    }

    /// Answers with what the shell says.
    static func answer(_ words: String) -> String {
        "curl -sS -o /dev/null -X POST \"$api/invocation/$id/response\" -d \(words)"
    }
}
