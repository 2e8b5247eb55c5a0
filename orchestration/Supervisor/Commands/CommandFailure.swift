import ArgumentParser

/// Why a command did not do what it was told, in words for people, and the code that it ends with.
struct CommandFailure: Error, CustomStringConvertible {
    var description: String
    var code: ExitCode

    /// It could not be done.
    static func failed(_ words: String) -> CommandFailure { CommandFailure(description: words, code: ExitCode(1)) }

    /// There is no supervisor to ask.
    static func notRunning(_ folder: DataFolder) -> CommandFailure {
        CommandFailure(
            description: "no mesh runs in \(folder.path); `orchestration/orrery up` starts one", code: ExitCode(3))
    }
}
