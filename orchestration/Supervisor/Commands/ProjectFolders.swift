import FoundationEssentials

/// Where the files of this repository and its programs are.
enum ProjectFolders {
    private static var root: String {
        ProcessInfo.processInfo.environment["ORRERY_ROOT"].flatMap { $0.isEmpty ? nil : $0 } ?? "."
    }

    static var workflows: String { root + "/orchestration/workflows" }
    /// The page around what mails say.
    static var mailLayout: String { root + "/orchestration/workflows/shared/mail.html" }
    static var functions: String { root + "/orchestration/functions" }

    /// The folder of the program that runs, where the others are as well.
    static var programs: String {
        // Where there is no /proc, the working folder is as good a guess as any.
        let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "./orrery"
        return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}
