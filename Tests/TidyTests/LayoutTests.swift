import Testing

@Suite("Every service looks the same")
struct LayoutTests {
    @Test("The top level is fixed")
    func topLevel() throws {
        let known: Set<String> = [
            "Gateway", "LICENSE", "Package.resolved", "Package.swift", "README.md", "Services", "Shared", "Tests",
            "docs",
            "orchestration",
        ]
        #expect(try Set(Repository.entries(of: ".")).subtracting(known).isEmpty)
    }

    @Test("A service has its composition, configuration, errors, rooms and README")
    func services() throws {
        for service in try Repository.entries(of: "Services") {
            let parts = [
                "README.md", "Main/Main.swift", "\(service)Service.swift", "\(service)Configuration.swift",
                "\(service)Error.swift", "\(service)Error+HTTPResponseError.swift", "Routes", "Model", "Store",
            ]
            for part in parts {
                #expect(Repository.exists("Services/\(service)/\(part)"), "Services/\(service)/\(part) is missing")
            }
            let readme = Repository.text(of: "Services/\(service)/README.md").lowercased()
            for heading in ["## owns", "## calls", "## tables", "## events", "## limits", "## run it alone"] {
                #expect(readme.contains(heading), "Services/\(service)/README.md has no heading \(heading)")
            }
        }
    }

    @Test("A main file is boring: at most 40 lines")
    func mains() {
        let mains = Repository.swiftFiles.filter { $0.path.hasSuffix("Main/Main.swift") }
        #expect(!mains.isEmpty)
        for main in mains {
            #expect(main.lines.count <= 40, "\(main.path)")
        }
    }
}
