import Testing

@Suite("The manifest is the call graph of the mesh")
struct ArrowTests {
    let manifest: Manifest

    init() throws {
        manifest = try Manifest.load()
    }

    /// The modules that a product brings, where they are more than the one of its name.
    static let modules: [String: Set<String>] = [
        "Hummingbird": ["Hummingbird", "HummingbirdCore"],
        "Instrumentation": ["Instrumentation", "ServiceContextModule"],
        "Tracing": ["Tracing", "Instrumentation", "ServiceContextModule"],
        "Metrics": ["Metrics", "CoreMetrics"],
        "NIOCore": ["NIOCore", "_NIODataStructures"],
    ]

    /// What comes with the toolchain and the system.
    static let platform: Set<String> = [
        "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "RegexBuilder", "Swift", "Synchronization",
        "Testing",
        "_Concurrency",
    ]

    static let mesh: Set<String> = [
        "JSONata", "MeshDocuments", "MeshRuntime", "MeshTables", "MeshTransport", "MeshStore", "MeshCore",
    ]

    @Test("A file imports only what its target declares")
    func importsAreDeclared() throws {
        for file in Repository.swiftFiles {
            let target = try #require(manifest.owner(of: file), "\(file.path) belongs to no target")
            let declared = target.products.reduce(into: target.targets.union(Self.platform)) { modules, product in
                modules.formUnion(Self.modules[product] ?? [product])
            }
            for module in file.imports {
                #expect(
                    declared.contains(module), "\(file.path) imports \(module), which \(target.name) does not declare")
            }
        }
    }

    @Test("The libraries under Shared know no service, and the arrows between them point down")
    func sharedPointsDown() throws {
        let allowed: [String: Set<String>] = [
            "MeshCore": [], "MeshStore": ["MeshCore"], "MeshTransport": ["MeshCore", "CNghttp2"],
            "MeshRuntime": ["MeshTransport", "MeshStore", "MeshCore", "CProcess"],
            "MeshTables": [], "MeshDocuments": ["CPango", "CZip", "MeshTables"],
            "JSONata": ["MeshCore"], "StatesLanguage": ["MeshCore", "JSONata"],
            "EventSchemas": ["MeshCore"],
            "MeshTestKit": ["MeshTransport", "MeshStore", "MeshCore"],
        ]
        for (name, targets) in allowed {
            let target = try #require(manifest.target(name))
            #expect(target.targets.subtracting(targets).isEmpty, "\(name) depends on \(target.targets)")
        }
        for contract in manifest.targets where contract.name.hasSuffix("API") {
            #expect(contract.targets.subtracting(["MeshCore", "MeshTransport"]).isEmpty, "\(contract.name)")
        }
    }

    /// Languages are known to who runs them and to the tools of their authors.
    static let language: [String: Set<String>] = [
        "StatesLanguage": ["JSONata"], "Orchestrator": ["StatesLanguage", "JSONata"],
        "Supervisor": [
            "StatesLanguage", "JSONata", "EventSchemas", "EventCollection", "EventCompression", "EventLog",
            "RecommenderModels", "ShopScience", "NotifierMail",
        ],
        "ShopScience": ["RecommenderModels"],
        "ShopFunctions": ["FunctionRuntime", "RecommenderModels", "ShopInsights", "ShopScience"],
    ]

    /// The parts of events: what is made for the log, and what serves it.
    static let events: [String: Set<String>] = [
        "Events": [
            "EventLog", "EventCompression", "EventCollection", "EventSchemas", "JetStreamLog", "KafkaBroker",
            "WebhookCalls",
        ],
        "WebhookCalls": ["EventCollection"],
        "EventLogConformance": ["EventLog"], "JetStreamLog": ["EventLog"], "NatsServers": ["MeshTestKit"],
        // Its page is sent compressed, as records are.
        "Reporting": [
            "ReportAnalysis", "ReportIntake", "ReportDashboard", "EventCollection", "EventCompression", "EventLog",
        ],
        "Recommender": [
            "RecommenderModels", "ShopInsights", "ShopScience", "EventCollection", "EventCompression", "EventLog",
        ],
        "ReportIntake": ["ReportAnalysis", "EventCollection"],
        "ReportProcessing": ["ReportIntake", "ReportAnalysis", "EventCollection"],
        "ReportReference": ["ReportAnalysis"],
        "EventCompression": ["EventLog"], "KafkaBroker": ["EventLog", "EventCompression", "KafkaProtocol"],
    ]

    /// Mail is a part of the notifier; it calls whoever wants to be called as events do.
    static let notifier: [String: Set<String>] = [
        "Notifier": ["NotifierMail", "WebhookCalls", "EventCollection"], "MailSink": ["MeshTestKit"],
    ]

    @Test("A service knows other services by their contracts alone")
    func servicesKnowContracts() {
        for target in manifest.targets where target.type == "regular" && !(target.path ?? "").hasPrefix("Shared/") {
            let known = Self.mesh.union(Self.language[target.name] ?? []).union(Self.events[target.name] ?? [])
                .union(Self.notifier[target.name] ?? [])
            let others = target.targets.subtracting(known).filter { !$0.hasSuffix("API") && !$0.hasPrefix("C") }
            #expect(others.isEmpty, "\(target.name) depends on \(others)")
        }
    }

    @Test("An executable is its library and the runtime, and nothing but tests uses the test kit")
    func executablesAreThin() {
        for target in manifest.targets where target.name.hasSuffix("Main") {
            #expect(target.targets == [String(target.name.dropLast(4)), "MeshRuntime"], "\(target.name)")
        }
        for target in manifest.targets where !target.isTest {
            #expect(!target.targets.contains("MeshTestKit"), "\(target.name)")
        }
    }
}
