import Testing

@Suite("Each technology stays in its room")
struct FenceTests {
    /// A module, and the files that may import it.
    static let fences: [(module: String, mayImport: @Sendable (SourceFile) -> Bool)] = [
        ("GRDB", { $0.path.contains("/Store/") || $0.path.hasPrefix("Shared/MeshStore/") }),
        ("CNghttp2", { $0.path.hasPrefix("Shared/MeshTransport/") }),
        ("CPango", { $0.path.hasPrefix("Shared/MeshDocuments/") }),
        ("COpenBLAS", { $0.path.hasPrefix("Services/Recommender/Models/Algebra/") }),
        ("CXGBoost", { $0.path.hasPrefix("Services/Recommender/Science/Scoring/Trees/") }),
        ("CArgon2", { $0.path.hasPrefix("Services/Identity/") }),
        (
            "CZlib",
            {
                ["Services/Events/Compression/", "Services/Events/Collection/Bodies/"].contains(
                    where: $0.path.hasPrefix)
            }
        ),
        ("CZstd", { $0.path.hasPrefix("Services/Events/Compression/") }),
        ("CLZ4", { $0.path.hasPrefix("Services/Events/Compression/") }),
        ("CSnappy", { $0.path.hasPrefix("Services/Events/Compression/") }),
        ("CZip", { ["Services/Functions/Code/", "Shared/MeshDocuments/"].contains(where: $0.path.hasPrefix) }),
        (
            "Hummingbird",
            {
                $0.path.contains("/Routes/") || $0.path.hasPrefix("Shared/MeshRuntime/")
                    || $0.name.hasSuffix("Service.swift")
            }
        ),
    ]

    @Test("A fenced module is imported only inside its fence")
    func fencedModules() {
        for file in Repository.shippedFiles {
            for fence in Self.fences where file.imports.contains(fence.module) {
                #expect(fence.mayImport(file), "\(file.path) imports \(fence.module)")
            }
        }
    }

    @Test("Models and pure machines have no clock, no randomness and no I/O")
    func pureModels() {
        let impure = ["Date()", "Date.now", "UUID()", ".random(", "await ", "Task {", "ContinuousClock.now", "Logger("]
        let rooms = [
            "/Model/", "Shared/MeshCore/Balancing/", "Shared/MeshCore/Resilience/", "Services/Recommender/Models/",
            "Services/Recommender/Science/",
        ]
        for file in Repository.shippedFiles where rooms.contains(where: file.path.contains) {
            for (number, line) in file.code {
                for word in impure where line.contains(word) {
                    Issue.record("\(file.path):\(number) uses \(word)")
                }
            }
        }
    }
}
