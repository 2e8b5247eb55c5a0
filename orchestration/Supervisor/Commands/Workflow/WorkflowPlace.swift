import FoundationEssentials

/// Finds the workflow that an argument means.
enum WorkflowPlace {
    /// A file, a workflow's folder, or the name of a workflow of this repository.
    ///
    /// - Throws: ``CommandFailure`` when it is none of them.
    static func file(_ argument: String) throws -> WorkflowFile {
        var isFolder = false
        if FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder), !isFolder {
            return try WorkflowFile(argument)
        }
        return try folder(argument).definition
    }

    /// A workflow's folder, or the name of a workflow of this repository.
    ///
    /// - Throws: ``CommandFailure`` when it is none of them.
    static func folder(_ argument: String) throws -> WorkflowFolder {
        let places = [argument, "\(ProjectFolders.workflows)/\(argument)"]
        guard
            let path = places.first(where: {
                FileManager.default.fileExists(atPath: "\($0)/\(WorkflowFolder.definitionName)")
            })
        else {
            throw CommandFailure.failed(
                "'\(argument)' is no file, and there is no \(ProjectFolders.workflows)/\(argument)/\(WorkflowFolder.definitionName)"
            )
        }
        return try WorkflowFolder(path, shared: ProjectFolders.functions)
    }

    /// All workflows of this repository, by their names.
    static func all() throws -> [WorkflowFolder] {
        // Without the folder there are none.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: ProjectFolders.workflows)) ?? []
        return try names.sorted().filter { !$0.hasPrefix(".") }.compactMap { name in
            let path = "\(ProjectFolders.workflows)/\(name)"
            guard FileManager.default.fileExists(atPath: "\(path)/\(WorkflowFolder.definitionName)") else { return nil }
            return try WorkflowFolder(path, shared: ProjectFolders.functions)
        }
    }
}
