import EventCollection
import MeshCore
import RecommenderModels
import Testing

@testable import Recommender

@Suite("What collected events tell of items")
struct SignalReaderTests {}
