import EventLog
import KafkaProtocol

extension RequestDesk {
    /// The kinds of things that have settings.
    private static let topicKind: Int8 = 2
    private static let brokerKind: Int8 = 4

    func describeConfigs(
        _ request: DescribeConfigsRequest, _ header: RequestHeader
    ) async throws -> DescribeConfigsResponse {
        var answers: [DescribeConfigsResponse.Resource] = []
        for resource in request.resources {
            var answer = DescribeConfigsResponse.Resource(type: resource.type, name: resource.name)
            do {
                switch resource.type {
                case Self.topicKind:
                    guard let name = TopicName(resource.name) else {
                        answer.error = .invalidTopic
                        break
                    }
                    answer.settings = settings(try await log.topic(name).settings, resource.settings)
                case Self.brokerKind:
                    // Its limits are set where it runs, and tell clients nothing.
                    answer.settings = []
                default:
                    answer.error = .invalidRequest
                    answer.errorMessage = "Only topics and brokers have settings."
                }
            } catch {
                answer.error = try code(for: error)
            }
            answers.append(answer)
        }
        return DescribeConfigsResponse(resources: answers)
    }

    private func settings(
        _ settings: TopicSettings, _ wanted: [String]?
    ) -> [DescribeConfigsResponse.Resource.Setting] {
        TopicSettingName.allCases.filter { wanted?.contains($0.rawValue) ?? true }.map { setting in
            let source = setting.source(in: settings)
            return DescribeConfigsResponse.Resource.Setting(
                name: setting.rawValue, value: setting.text(in: settings), isReadOnly: setting.isFixed, source: source,
                isDefault: source == TopicSettingName.defaultSource, type: setting.kind)
        }
    }
}

extension TopicSettingName {
    /// Where a value comes from, when nobody has chosen another.
    static let defaultSource: Int8 = 5
    private static let topicSource: Int8 = 1

    /// Where the value comes from: the topic's own settings, or the default.
    func source(in settings: TopicSettings) -> Int8 {
        text(in: settings) == text(in: TopicSettings()) ? Self.defaultSource : Self.topicSource
    }
}
