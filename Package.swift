// swift-tools-version: 6.2

// The mesh, as a map. A target imports only what it declares here, so the arrows below are the
// call graph of the running system (TidyTests holds every import against them).
//
//     XMain → X, MeshRuntime
//     X     → XAPI, the YAPI of each service that it calls, MeshRuntime, MeshTransport, MeshStore, MeshCore
//     XAPI  → MeshCore, MeshTransport
//     MeshRuntime → MeshTransport, MeshStore, MeshCore     MeshTransport → MeshCore     MeshStore → MeshCore
//     JSONata → MeshCore, for who evaluates its expressions; StatesLanguage → JSONata, MeshCore
//     EventSchemas → MeshCore, for who validates events
//     MeshTables stands alone, for who writes files of tables; MeshDocuments → MeshTables, for who writes documents

import PackageDescription

let package = Package(
    name: "orrery",
    products: [
        .executable(name: "gateway", targets: ["GatewayMain"]),
        .executable(name: "identity", targets: ["IdentityMain"]),
        .executable(name: "catalog", targets: ["CatalogMain"]),
        .executable(name: "orders", targets: ["OrdersMain"]),
        .executable(name: "functions", targets: ["FunctionsMain"]),
        .executable(name: "orchestrator", targets: ["OrchestratorMain"]),
        .executable(name: "events", targets: ["EventsMain"]),
        .executable(name: "reporting", targets: ["ReportingMain"]),
        .executable(name: "notifier", targets: ["NotifierMain"]),
        .executable(name: "recommender", targets: ["RecommenderMain"]),
        .executable(name: "orrery", targets: ["SupervisorMain"]),
        .executable(name: "processor", targets: ["ReportProcessingProgram"]),
        .executable(name: "shop-functions", targets: ["ShopFunctionsProgram"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(
            url: "https://github.com/apple/swift-configuration", from: "1.4.0",
            traits: [.defaults, "CommandLineArguments"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.0"),
    ],
    targets: [
        // What every service stands on.
        system("CNghttp2", pkgConfig: "libnghttp2", debian: "libnghttp2-dev"),
        system("CPango", pkgConfig: "pangocairo", debian: "libpango1.0-dev"),
        system("CArgon2", pkgConfig: "libargon2", debian: "libargon2-dev"),
        system("CZlib", pkgConfig: "zlib", debian: "zlib1g-dev"),
        system("CZstd", pkgConfig: "libzstd", debian: "libzstd-dev"),
        system("CLZ4", pkgConfig: "liblz4", debian: "liblz4-dev"),
        system("CSnappy", pkgConfig: "snappy", debian: "libsnappy-dev"),
        system("CNats", pkgConfig: "libnats", debian: "libnats-dev"),
        system("CZip", pkgConfig: "libzip", debian: "libzip-dev"),
        system("COpenBLAS", pkgConfig: "openblas", debian: "libopenblas-serial-dev"),
        system("CXGBoost", pkgConfig: "xgboost", debian: "libxgboost-dev"),
        [.systemLibrary(name: "CProcess", path: "Shared/CProcess")],
        [.systemLibrary(name: "CChecksum", path: "Shared/CChecksum")],
        [.systemLibrary(name: "CMalloc", path: "Shared/CMalloc")],
        shared("MeshCore", [.collections, .deque]),
        shared("MeshTransport", ["CNghttp2", "MeshCore"] + nio + [.httpTypes, .logging, .x509, .asn1, .crypto]),
        shared("MeshStore", ["MeshCore", .grdb, .sqlite, .logging, .metrics, .crypto, .deque]),
        shared(
            "MeshRuntime",
            ["CProcess"] + mesh.without("MeshRuntime") + nio + kit
                + [.configuration, .yams, .crypto, .signals]),
        shared("JSONata", ["MeshCore", .crypto]),
        shared("MeshTables", []),
        shared("MeshDocuments", ["CPango", "CZip", "MeshTables"]),
        shared("FunctionRuntime", ["MeshCore"]),
        shared("MeshTestKit", ["MeshCore", "MeshTransport", "MeshStore"] + nio + [.httpTypes, .logging]),

        // The edge, the services, and the supervisor that runs them.
        component("Gateway", at: "Gateway", uses: nio + [.signals]),
        service("Identity", uses: ["CArgon2", .nioCore, .nioPosix, .grdb, .jwt, .crypto]),
        service("Catalog", uses: [.grdb, .nioCore]),
        service(
            "Orders", calls: "Catalog", "Orchestrator",
            uses: [
                "MeshDocuments", .grdb, .nioCore, .nioPosix, .nioHTTP1, .asyncHTTPClient, .crypto, .mustache,
            ]),
        // The language of workflows, apart from the service that runs them: no I/O in it.
        part(
            "StatesLanguage", at: "Services/Orchestrator/Language",
            uses: ["MeshCore", "JSONata", .crypto, .collections]),
        service(
            "Orchestrator", uses: ["StatesLanguage", .grdb, .nioCore, .nioPosix, .crypto, .collections, .deque],
            apart: ["Language"]),
        service("Functions", uses: ["CProcess", "CZip", .grdb, .nioCore, .nioPosix, .crypto, .deque]),
        // The log of events, and what its clients speak, apart from the service that serves it. No I/O in the schemas
        // (JSON Schema), the collection (what trackers send, and the rules by which it is processed), Kafka's format.
        part(
            "EventLog", at: "Services/Events/Log",
            uses: ["CChecksum", "MeshCore", "MeshStore", .grdb, .logging, .metrics, .deque]),
        part("JetStreamLog", at: "Services/Events/JetStream", uses: ["CNats", "EventLog", "MeshCore", .logging]),
        part(
            "EventCompression", at: "Services/Events/Compression",
            uses: ["EventLog", "CZlib", "CZstd", "CLZ4", "CSnappy"]),
        part("EventSchemas", at: "Services/Events/Schemas", uses: ["MeshCore"]),
        part("EventCollection", at: "Services/Events/Collection", uses: ["CZlib", "MeshCore", .crypto]),
        part("KafkaProtocol", at: "Services/Events/KafkaProtocol", uses: ["MeshCore"]),
        part(
            "KafkaBroker", at: "Services/Events/Kafka",
            uses: ["EventLog", "EventCompression", "KafkaProtocol", "MeshCore", .nioCore, .nioPosix, .logging]),
        // Calls to whoever wants to be called (webhooks), to no address that the world cannot reach.
        part(
            "WebhookCalls", at: "Services/Events/Calls",
            uses: ["EventCollection", "MeshCore", .nioCore, .nioPosix, .nioHTTP1, .asyncHTTPClient, .crypto]),
        service(
            "Events",
            uses: [
                "EventCollection", "EventCompression", "EventLog", "EventSchemas", "JetStreamLog", "KafkaBroker",
                "WebhookCalls", .grdb, .nioCore, .nioPosix, .nioHTTP1, .crypto,
            ],
            apart: ["Calls", "Log", "JetStream", "Compression", "Schemas", "Collection", "KafkaProtocol", "Kafka"]),
        // What reports are reckoned with, apart from the service that serves them: no I/O in it.
        part("ReportAnalysis", at: "Services/Reporting/Analysis", uses: ["MeshCore", .collections]),
        // From what was collected to what they count, by a site's rules; and the program that does it past one machine,
        // with nothing in it that needs a mesh.
        part(
            "ReportIntake", at: "Services/Reporting/Intake",
            uses: ["ReportAnalysis", "EventCollection", "MeshCore", .crypto]),
        program(
            "ReportProcessing", at: "Services/Reporting/Processing",
            uses: ["ReportIntake", "ReportAnalysis", "EventCollection", "MeshCore", .argumentParser]),
        // The pages that show them, taken into the program as they are written.
        part("ReportDashboard", at: "Services/Reporting/Dashboard", uses: [.crypto], embeds: "Pages"),
        service(
            "Reporting", calls: "Events", "Orchestrator",
            uses: [
                "CMalloc", "ReportAnalysis", "ReportIntake", "ReportDashboard", "EventCollection", "EventCompression",
                "EventLog", "MeshDocuments", "MeshTables", .grdb, .nioCore, .nioHTTP1, .asyncHTTPClient, .crypto,
                .mustache,
            ],
            apart: ["Analysis", "Dashboard", "Intake", "Processing"]),
        // What recommends, apart from the service that serves it: no I/O and no clock in it.
        part("RecommenderModels", at: "Services/Recommender/Models", uses: ["COpenBLAS", "MeshCore"]),
        service(
            "Recommender", calls: "Catalog", "Events", "Orchestrator",
            uses: [
                "RecommenderModels", "ShopInsights", "ShopScience", "EventCollection", "EventCompression", "EventLog",
                .grdb,
                .nioCore, .nioPosix, .crypto,
            ], apart: ["Models", "Science", "Insights", "Functions"]),
        // Data science for the shop: what is reckoned from its sales and visits, with as little around it.
        part(
            "ShopScience", at: "Services/Recommender/Science", uses: ["CXGBoost", "MeshCore", "RecommenderModels"]),
        // What it says, as it is stored and served; and the functions of workflows that reckon it, with no transport in them.
        part("ShopInsights", at: "Services/Recommender/Insights", uses: ["MeshCore"]),
        program(
            "ShopFunctions", at: "Services/Recommender/Functions",
            uses: ["FunctionRuntime", "MeshCore", "RecommenderModels", "ShopInsights", "ShopScience"]),
        // Mail, apart from the service that sends it: messages and their signatures, and a client of SMTP.
        part(
            "NotifierMail", at: "Services/Notifier/Mail",
            uses: ["MeshCore", .crypto, .cryptoExtras, .nioCore, .nioPosix, .nioSSL, .nioTLS, .deque]),
        service(
            "Notifier",
            uses: [
                "EventCollection", "NotifierMail", "WebhookCalls", .grdb, .nioCore, .nioPosix, .mustache, .crypto,
            ], apart: ["Mail"]),
        component(
            "Supervisor", at: "orchestration/Supervisor",
            uses: [
                "NotifierMail", "RecommenderAPI", "RecommenderModels", "ShopScience",
                "CProcess", "IdentityAPI", "EventsAPI", "JSONata", "StatesLanguage", "EventSchemas", "EventCollection",
                "EventCompression", "EventLog", "MeshTables",
            ] + nio + [
                .unixSignals, .grdb, .yams, .x509, .asn1, .crypto, .argumentParser,
            ]),

        // Tests, and the benchmarks' programs.
        tests(of: "MeshCore"),
        tests(
            of: "MeshTransport", uses: ["MeshCore", "CNghttp2"] + nio + [.httpTypes, .logging, .x509, .asn1, .crypto]),
        tests(of: "MeshStore", uses: ["MeshCore", .grdb, .logging, "StoreCrashWriter"]),
        tests(
            of: "EventLog",
            uses: ["MeshCore", "MeshStore", .logging, .metrics, "EventLogConformance", "LogCrashWriter"]),
        // What every implementation of the log promises, proved once for all of them.
        part("EventLogConformance", at: "Tests/Support/EventLogConformance", uses: ["EventLog", "MeshCore"]),
        tests(of: "MeshDocuments", uses: ["MeshCore", "MeshTables"], beside: ["Scripts"]),
        tests(of: "JSONata", uses: ["MeshCore"]),
        tests(of: "StatesLanguage", uses: ["MeshCore"]),
        tests(
            of: "JetStreamLog", uses: ["EventLog", "EventLogConformance", "NatsServers", "MeshCore", .logging]),
        // Real servers of NATS on this machine: for the tests of the log and of the service.
        part("NatsServers", at: "Tests/Support/NatsServers", uses: ["MeshTestKit"]),
        tests(of: "EventSchemas", uses: ["MeshCore"]),
        tests(of: "EventCollection", uses: ["MeshCore"], beside: ["Scripts"]),
        tests(of: "EventCompression", uses: ["EventLog", "MeshCore"], beside: ["Fixtures"]),
        tests(
            of: "KafkaBroker",
            uses: ["EventLog", "EventCompression", "KafkaProtocol", "MeshCore", .logging, .nioCore, .nioPosix]),
        tests(of: "KafkaProtocol", uses: ["MeshCore"], beside: ["Fixtures"]),
        tests(of: "ReportAnalysis", uses: ["MeshCore", "ReportReference"]),
        // Reports by straight loops, and traffic to hold them against: for the tests of the analysis and of the service.
        part("ReportReference", at: "Tests/Support/ReportReference", uses: ["ReportAnalysis", "MeshCore"]),
        tests(
            of: "ReportProcessing",
            uses: [
                "ReportProcessingProgram", "ReportReference", "ReportIntake", "ReportAnalysis", "EventCollection",
                "MeshCore",
            ]),
        tests(
            of: "MeshRuntime", uses: mesh.without("MeshRuntime") + nio + kit + [.jwt, .crypto], beside: ["Scripts"]),
        tests(of: "Gateway", uses: mesh + nio + kit),
        tests(of: "Identity", uses: mesh + kit + ["IdentityAPI", .nioCore, .nioPosix, .grdb, .jwt, .crypto]),
        tests(
            of: "Catalog", uses: mesh + kit + ["CatalogAPI", .grdb, .nioCore, .nioPosix, "StockCrashWriter"]),
        tests(
            of: "Orders",
            uses: mesh + kit + [
                "CProcess", "OrdersAPI", "Catalog", "CatalogAPI", "Orchestrator", "OrchestratorAPI", .grdb, .nioCore,
                .nioPosix, .nioHTTP1,
                .asyncHTTPClient, .crypto,
                "CheckoutCrasher",
            ]),
        tests(
            of: "Orchestrator",
            uses: mesh + kit + [
                "OrchestratorAPI", "StatesLanguage", "WorkflowCrasher", .grdb, .nioCore, .nioPosix,
            ]),
        tests(
            of: "Functions",
            uses: mesh + kit + [
                "CProcess", "FunctionsAPI", "FunctionRuntime", .grdb, .nioCore, .nioPosix, .crypto, "EchoFunction",
                "FunctionsCrasher",
            ], beside: ["Scripts"]),
        tests(
            of: "Events",
            uses: mesh + kit + [
                "EventCollection", "EventLog", "EventsAPI", "KafkaBroker", "KafkaProtocol", "NatsServers",
                "WebhookCalls", .nioCore, .nioPosix,
            ], beside: ["Scripts"]),
        tests(
            of: "Reporting",
            uses: mesh + kit + [
                "ReportingAPI", "ReportAnalysis", "ReportIntake", "ReportDashboard", "ReportReference", "Events",
                "EventCollection", "EventLog", "EventsAPI", "Orchestrator", "ReportCrasher", .crypto, .grdb, .nioCore,
                .nioPosix,
            ], beside: ["Scripts"]),
        tests(of: "RecommenderModels", uses: ["MeshCore"], beside: ["Golden", "Scripts"]),
        tests(of: "ShopScience", uses: ["MeshCore"], beside: ["Golden", "Scripts"]),
        tests(of: "ShopFunctions", uses: ["MeshCore", "RecommenderModels", "ShopInsights", "ShopScience"]),
        tests(
            of: "Recommender",
            uses: mesh + kit + [
                "RecommenderAPI", "RecommenderModels", "ShopInsights", "CatalogAPI", "EventCollection", "EventLog",
                "EventsAPI",
                .grdb, .nioCore, .nioPosix,
            ]),
        tests(
            of: "NotifierMail",
            uses: ["MailSink", "MeshCore", .crypto, .cryptoExtras, .nioPosix, .x509, .asn1], beside: ["Scripts"]),
        tests(
            of: "Notifier",
            uses: mesh + kit + [
                "NotifierAPI", "NotifierMail", "MailSink", "WebhookCalls", .grdb, .nioCore, .nioPosix, .crypto,
            ], beside: ["Scripts"]),
        // A real server of mail on this machine, which fails as it is told to.
        part("MailSink", at: "Tests/Support/MailSink", uses: ["MeshTestKit"]),
        tests(
            of: "Supervisor",
            uses: mesh + nio + kit + [
                "EventCollection", "EventsAPI", "MeshTables", "ShopScience", .grdb, .yams, .x509, .asn1, .crypto,
                .argumentParser,
            ], beside: ["Scripts"]),
        tests(
            of: "Contract",
            uses: mesh + [
                "CatalogAPI", "EventsAPI", "IdentityAPI", "NotifierAPI", "OrchestratorAPI", "OrdersAPI",
                "RecommenderAPI",
                "ReportingAPI",
            ],
            beside: ["Golden"]),
        tests(of: "Integration", uses: mesh + nio + kit, beside: ["Scripts"]),
        tests(of: "Simulation", uses: mesh + ["Orchestrator", "StatesLanguage", .grdb, .logging]),
        tests(of: "Tidy"),
        testProgram("CheckoutCrasher", uses: ["Orders", "MeshRuntime", "MeshTestKit"]),
        testProgram("FunctionsCrasher", uses: ["Functions", "MeshRuntime", "MeshTestKit"]),
        testProgram("EchoFunction", uses: ["FunctionRuntime", "MeshCore"]),
        testProgram("LogCrashWriter", uses: ["EventLog", "MeshCore", "MeshStore"]),
        testProgram("ReportCrasher", uses: ["Reporting", "MeshRuntime", "MeshTestKit"]),
        testProgram("StoreCrashWriter", uses: ["MeshStore", .grdb]),
        testProgram("StockCrashWriter", uses: ["Catalog", "CatalogAPI", "MeshCore", "MeshRuntime", .logging]),
        testProgram("WorkflowCrasher", uses: ["Orchestrator", "MeshRuntime", "MeshTestKit"]),
        benchmark(
            "CheckoutBench",
            uses: mesh + ["Catalog", "CatalogAPI", "Orders", "OrdersAPI"]
                + [.grdb, .crypto, .nioCore, .nioPosix, .hummingbird, .httpTypes, .logging, .metrics]),
        benchmark("DispatchBench", uses: ["Orchestrator", "MeshCore"]),
        benchmark(
            "EventBench",
            uses: ["EventLog", "KafkaBroker", "KafkaProtocol", "MeshCore", "MeshTransport"]
                + [.nioCore, .nioPosix, .httpTypes, .argumentParser]),
        benchmark("LogBench", uses: ["EventLog", "MeshCore", "MeshStore"]),
        benchmark("StockBench", uses: ["Catalog", "CatalogAPI", "MeshCore", "MeshRuntime", .logging]),
        benchmark("WorkflowBench", uses: ["Orchestrator", "MeshRuntime"]),
        benchmark("TransportBench", uses: mesh + nio + kit + [.hummingbirdHTTP2, .argumentParser]),
        benchmark("CatalogBench", uses: mesh + ["Catalog", "CatalogAPI", .nioCore, .logging, .argumentParser]),
        benchmark(
            "SearchBench", uses: mesh + ["Catalog", "CatalogAPI", .grdb, .nioCore, .logging, .argumentParser]),
    ].flatMap { $0 },
    swiftLanguageModes: [.v6]
)

// MARK: - The words that the map is written in

/// The settings of every target: strict concurrency, explicit visibility, memory safety, and no warning left standing.
nonisolated var settings: [SwiftSetting] {
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .enableUpcomingFeature("ImmutableWeakCaptures"),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
        // The tests run with the checks of exclusive access; see docs/decisions/0005-exclusivity-checks.md.
        .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
    ]
}

/// The libraries that every service and tool may use.
nonisolated var mesh: [Target.Dependency] { ["MeshRuntime", "MeshTransport", "MeshStore", "MeshCore"] }

/// SwiftNIO, and TLS on it.
nonisolated var nio: [Target.Dependency] {
    [.nioCore, .nioPosix, .nioSSL, .nioTLS, .nioEmbedded, .nioConcurrency, .nioFoundation]
}

/// What a service is written with: Hummingbird's router, lifetimes, logs, metrics, traces.
nonisolated var kit: [Target.Dependency] {
    [.hummingbird, .httpTypes, .lifecycle, .logging, .metrics, .tracing, .instrumentation]
}

/// A C library of the system, under Shared/.
func system(_ name: String, pkgConfig: String, debian: String) -> [Target] {
    [.systemLibrary(name: name, path: "Shared/\(name)", pkgConfig: pkgConfig, providers: [.apt([debian])])]
}

/// A library under Shared/.
func shared(_ name: String, _ dependencies: [Target.Dependency]) -> [Target] {
    [.target(name: name, dependencies: dependencies, path: "Shared/\(name)", swiftSettings: settings)]
}

/// A library within another target's folder. `embeds` names a folder in it whose files become bytes of the program.
func part(
    _ name: String, at path: String, uses dependencies: [Target.Dependency], embeds folder: String? = nil
) -> [Target] {
    [
        .target(
            name: name, dependencies: dependencies, path: path, resources: folder.map { [.embedInCode($0)] },
            swiftSettings: settings)
    ]
}

/// A part of the mesh without a contract of its own: its library, and its executable in Main/.
/// `apart` names folders that are targets of their own.
func component(
    _ name: String, at path: String, uses: [Target.Dependency] = [], apart folders: [String] = []
) -> [Target] {
    [
        .target(
            name: name, dependencies: mesh + kit + uses, path: path, exclude: ["Main", "README.md"] + folders,
            swiftSettings: settings),
        .executableTarget(
            name: "\(name)Main", dependencies: [.init(stringLiteral: name), "MeshRuntime"], path: "\(path)/Main",
            swiftSettings: settings),
    ]
}

/// A program that goes where the mesh does not: its library, and its executable in Main/, with no more in it than it uses.
func program(_ name: String, at path: String, uses: [Target.Dependency]) -> [Target] {
    [
        .target(name: name, dependencies: uses, path: path, exclude: ["Main"], swiftSettings: settings),
        .executableTarget(
            name: "\(name)Program", dependencies: [.init(stringLiteral: name)], path: "\(path)/Main",
            swiftSettings: settings),
    ]
}

/// A service under Services/, its contract under Shared/Contracts/, and the services whose contracts it calls.
func service(
    _ name: String, calls: String..., uses: [Target.Dependency] = [], apart folders: [String] = []
) -> [Target] {
    let contracts = ([name] + calls).map { Target.Dependency(stringLiteral: "\($0)API") }
    return [
        .target(
            name: "\(name)API", dependencies: ["MeshCore", "MeshTransport", .httpTypes, .nioCore],
            path: "Shared/Contracts/\(name)", swiftSettings: settings)
    ] + component(name, at: "Services/\(name)", uses: contracts + uses, apart: folders)
}

/// The tests of a target, in Tests/. Targets without a library (Contract, Integration …) test what they name. `beside` names
/// folders of files that the tests read where they lie.
func tests(of name: String, uses: [Target.Dependency] = [], beside folders: [String] = []) -> [Target] {
    let subject: [Target.Dependency] =
        ["Contract", "Integration", "Simulation", "Tidy"].contains(name) ? [] : [.init(stringLiteral: name)]
    return [
        .testTarget(
            name: "\(name)Tests", dependencies: subject + uses + ["MeshTestKit"], path: "Tests/\(name)Tests",
            exclude: folders, swiftSettings: settings)
    ]
}

/// A program that tests run as a process of its own, in Tests/Support/.
func testProgram(_ name: String, uses: [Target.Dependency]) -> [Target] {
    [.executableTarget(name: name, dependencies: uses, path: "Tests/Support/\(name)", swiftSettings: settings)]
}

/// A program of the benchmarks, in Tests/Benchmarks/.
func benchmark(_ name: String, uses: [Target.Dependency]) -> [Target] {
    [.executableTarget(name: name, dependencies: uses, path: "Tests/Benchmarks/\(name)", swiftSettings: settings)]
}

extension [Target.Dependency] {
    func without(_ name: String) -> Self { filter { "\($0)" != "\(Target.Dependency(stringLiteral: name))" } }
}

extension Target.Dependency {
    static let asyncHTTPClient = product(name: "AsyncHTTPClient", package: "async-http-client")
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let asn1 = product(name: "SwiftASN1", package: "swift-asn1")
    static let collections = product(name: "OrderedCollections", package: "swift-collections")
    static let configuration = product(name: "Configuration", package: "swift-configuration")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let cryptoExtras = product(name: "CryptoExtras", package: "swift-crypto")
    static let deque = product(name: "DequeModule", package: "swift-collections")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdHTTP2 = product(name: "HummingbirdHTTP2", package: "hummingbird")
    static let instrumentation = product(name: "Instrumentation", package: "swift-distributed-tracing")
    static let jwt = product(name: "JWTKit", package: "jwt-kit")
    static let lifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let logging = product(name: "Logging", package: "swift-log")
    static let metrics = product(name: "Metrics", package: "swift-metrics")
    static let mustache = product(name: "Mustache", package: "swift-mustache")
    static let nioConcurrency = product(name: "NIOConcurrencyHelpers", package: "swift-nio")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioEmbedded = product(name: "NIOEmbedded", package: "swift-nio")
    static let nioFoundation = product(name: "NIOFoundationCompat", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let nioTLS = product(name: "NIOTLS", package: "swift-nio")
    static let signals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let sqlite = product(name: "GRDBSQLite", package: "GRDB.swift")
    static let tracing = product(name: "Tracing", package: "swift-distributed-tracing")
    static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let x509 = product(name: "X509", package: "swift-certificates")
    static let yams = product(name: "Yams", package: "Yams")
}
