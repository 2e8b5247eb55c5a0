import FoundationEssentials
import MeshCore

/// A folder with a workflow: `definition.asl.json`, its test (`test.yaml`), and maybe functions of its own, the wordings
/// of its mails (`mails`), and when it runs (`schedule.json`). A file `express` beside them
/// makes it an express workflow, which the language itself has no word for.
struct WorkflowFolder: Sendable {
    static let definitionName = "definition.asl.json"
    /// The names that a workflow's test may have.
    static let testNames = ["test.yaml", "test.yml", "test.json"]

    let path: String
    let name: String
    let definition: WorkflowFile
    /// Folders of functions that the definition calls and that lie here, or beside all workflows.
    let functions: [String]
    let isExpress: Bool

    /// The file with its test; nil when there is none.
    var test: String? {
        Self.testNames.map { "\(path)/\($0)" }.first { FileManager.default.fileExists(atPath: $0) }
    }

    /// The folder with the wordings of its mails.
    var mails: String { "\(path)/mails" }

    /// The file that says when it runs by itself; nil when it does not.
    var schedule: String? {
        let file = "\(path)/schedule.json"
        return FileManager.default.fileExists(atPath: file) ? file : nil
    }

    /// Reads a folder.
    ///
    /// - Parameter shared: The folder of functions that several workflows call.
    /// - Throws: ``CommandFailure`` that says what is wrong with it.
    init(_ path: String, shared: String) throws {
        self.path = path
        name = path.split(separator: "/").last.map(String.init) ?? path
        definition = try WorkflowFile("\(path)/\(Self.definitionName)", name: name)
        isExpress = FileManager.default.fileExists(atPath: "\(path)/express")
        functions = definition.functionNames.compactMap { name in
            ["\(path)/functions/\(name)", "\(shared)/\(name)"].first {
                FileManager.default.fileExists(atPath: "\($0)/\(FunctionFolder.manifestName)")
            }
        }
    }
}
